using System.Text.RegularExpressions;

namespace Stevedore.Images;

/// <summary>A tag that every registry accepts.</summary>
/// <remarks>The grammar of <c>reference</c> in the OCI distribution specification.</remarks>
public sealed record ImageTag
{
    private static readonly Regex Valid = new(
        @"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>The most characters that a tag may have.</summary>
    public const int MaximumLength = 128;

    /// <summary>The rule in words, for messages.</summary>
    public const string Rule = "letters, digits, '_', '.' and '-', 128 characters at most, the first neither '.' nor '-'";

    private ImageTag(string value) => Value = value;

    /// <summary>The tag, without a colon.</summary>
    public string Value { get; }

    /// <summary>Null when <paramref name="text"/> breaks <see cref="Rule"/>.</summary>
    public static ImageTag? TryParse(string text) => Valid.IsMatch(text) ? new(text) : null;

    /// <exception cref="StevedoreException">The text breaks <see cref="Rule"/>.</exception>
    public static ImageTag Parse(string text) => TryParse(text) ?? throw NameFault.Of("tag", text, Rule);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
