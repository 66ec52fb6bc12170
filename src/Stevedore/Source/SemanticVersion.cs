using System.Text.RegularExpressions;

namespace Stevedore.Source;

/// <summary>A semantic version as git tags carry it, with or without a leading <c>v</c>.</summary>
/// <remarks>https://semver.org/spec/v2.0.0.html</remarks>
internal sealed record SemanticVersion
{
    private static readonly Regex Valid = new(
        @"^[vV]?(?<version>(?<core>(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*)){2})"
            + @"(?:-(?<pre>(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*))?"
            + @"(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?)\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    private readonly ImmutableArray<string> core;
    private readonly ImmutableArray<string> preRelease;

    private SemanticVersion(Match match)
    {
        Value = match.Groups["version"].Value;
        core = [.. match.Groups["core"].Value.Split('.')];
        preRelease = match.Groups["pre"].Success ? [.. match.Groups["pre"].Value.Split('.')] : [];
    }

    /// <summary>The version without a leading <c>v</c>.</summary>
    public string Value { get; }

    /// <summary>Lower versions first; build metadata does not count.</summary>
    public static Comparer<SemanticVersion> Precedence { get; } = Comparer<SemanticVersion>.Create(Compare);

    /// <summary>Null when <paramref name="tag"/> is no semantic version.</summary>
    public static SemanticVersion? TryParse(string? tag) =>
        tag is not null && Valid.Match(tag) is { Success: true } match ? new(match) : null;

    /// <summary>The version behind a prefix, as in <c>web-v2.0.0</c> and <c>web/2.0.0</c>, or the whole tag; null when it ends in none.</summary>
    internal static SemanticVersion? AtTheEndOf(string tag) =>
        Enumerable
            .Range(0, tag.Length)
            .Where(start => start == 0 || !(char.IsAsciiLetterOrDigit(tag[start - 1]) || tag[start - 1] is '.' or '+'))
            .Select(start => TryParse(tag[start..]))
            .FirstOrDefault(version => version is not null);

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static int Compare(SemanticVersion left, SemanticVersion right)
    {
        var byCore = Compare(left.core, right.core);
        return (byCore, left.preRelease.IsEmpty, right.preRelease.IsEmpty) switch
        {
            (not 0, _, _) => byCore,
            (_, true, false) => 1,
            (_, false, true) => -1,
            _ => Compare(left.preRelease, right.preRelease),
        };
    }

    private static int Compare(ImmutableArray<string> left, ImmutableArray<string> right) =>
        left.Zip(right, Compare).FirstOrDefault(order => order != 0, left.Length.CompareTo(right.Length));

    private static int Compare(string left, string right) =>
        (IsNumber(left), IsNumber(right)) switch
        {
            // Without leading zeros the longer number is the greater, however many digits it has.
            (true, true) when left.Length != right.Length => left.Length.CompareTo(right.Length),
            (true, false) => -1,
            (false, true) => 1,
            _ => string.CompareOrdinal(left, right),
        };

    private static bool IsNumber(string identifier) => identifier.All(char.IsAsciiDigit);
}
