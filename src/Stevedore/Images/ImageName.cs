using System.Text.RegularExpressions;

namespace Stevedore.Images;

/// <summary>The name of an image in stevedore.json: also its bake target and the default of its repository.</summary>
/// <remarks>Bake target names are letters, digits, <c>_</c> and <c>-</c>; a name is held to what a repository may also be called.</remarks>
public sealed record ImageName
{
    private static readonly Regex Valid = new(
        "^[a-z0-9]+(?:[-_][a-z0-9]+)*\\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    private ImageName(string value) => Value = value;

    /// <summary>The name, never empty.</summary>
    public string Value { get; }

    /// <summary>The rule in words, for messages.</summary>
    public const string Rule = "lower-case letters and digits, with single '-' or '_' between them";

    /// <summary>Null when <paramref name="text"/> breaks <see cref="Rule"/>.</summary>
    public static ImageName? TryParse(string text) => Valid.IsMatch(text) ? new(text) : null;

    /// <exception cref="StevedoreException">The text breaks <see cref="Rule"/>.</exception>
    public static ImageName Parse(string text) => TryParse(text) ?? throw NameFault.Of("image name", text, Rule);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
