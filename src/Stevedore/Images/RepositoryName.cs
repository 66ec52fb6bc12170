using System.Text.RegularExpressions;

namespace Stevedore.Images;

/// <summary>The path of a repository within its registry, such as <c>demo/codebuild/push-ecr</c>.</summary>
/// <remarks>The grammar of <c>name</c> in the OCI distribution specification; ECR allows the same.</remarks>
public sealed record RepositoryName
{
    private static readonly Regex Valid = new(
        @"^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );
    private const int MaximumLength = 255;

    private RepositoryName(string value) => Value = value;

    /// <summary>The path, without the registry's host.</summary>
    public string Value { get; }

    /// <summary>The rule in words, for messages.</summary>
    public const string Rule =
        "lower-case letters and digits, with '.', '_', '__' or dashes between them, in segments joined by '/', 255 characters at most";

    /// <summary>Null when <paramref name="text"/> breaks <see cref="Rule"/>.</summary>
    public static RepositoryName? TryParse(string text) => text.Length <= MaximumLength && Valid.IsMatch(text) ? new(text) : null;

    /// <exception cref="StevedoreException">The text breaks <see cref="Rule"/>.</exception>
    public static RepositoryName Parse(string text) => TryParse(text) ?? throw NameFault.Of("repository name", text, Rule);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
