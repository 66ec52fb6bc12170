using System.IO.Enumeration;
using Stevedore.Source;

namespace Stevedore.Templates;

/// <summary>A rule about what is being built: <c>branch:main</c>, <c>branch:release/*</c>, <c>tag:v*</c>.</summary>
/// <param name="Glob">The name, in which <c>*</c> stands for anything, slashes included, and <c>?</c> for one character.</param>
internal sealed record RefRule(RefKind Kind, string Glob)
{
    private const string Branch = "branch:";

    /// <exception cref="StevedoreException">It begins with neither <c>branch:</c> nor <c>tag:</c>.</exception>
    public static RefRule Parse(string text) =>
        Check(text) is { } complaint
            ? throw complaint.Fault($"Cannot use the rule '{text}'")
            : new(text.StartsWith(Branch, StringComparison.Ordinal) ? RefKind.Branch : RefKind.Tag, text[(text.IndexOf(':') + 1)..]);

    /// <summary>What is wrong with a rule; null for nothing.</summary>
    internal static Complaint? Check(string text) =>
        text.Split(':', 2) is ["branch" or "tag", { Length: > 0 }] && !text.Any(char.IsWhiteSpace)
            ? null
            : new(
                $"'{text}' is not a rule for refs",
                text.Contains(':') || text.Length == 0
                    ? "write branch: or tag: and a pattern, such as branch:main or tag:v*"
                    : $"write branch:{text} or tag:{text}"
            );

    /// <summary>Whether the rule holds. An unknown branch is still some branch: <c>branch:*</c> holds for it, and no other rule does.</summary>
    public bool Matches(SourceFacts source) =>
        (Kind, source) switch
        {
            (RefKind.Branch, { Branch: { } branch }) => IsMatch(branch),
            (RefKind.Branch, { GitTags.IsEmpty: true }) => Glob == "*",
            (RefKind.Tag, _) => source.GitTags.Any(IsMatch),
            _ => false,
        };

    /// <summary>The git tags that are meant where the rule holds: those that it matches, or all when it is about branches.</summary>
    public ImmutableArray<string> Meant(ImmutableArray<string> gitTags) => Kind == RefKind.Tag ? [.. gitTags.Where(IsMatch)] : gitTags;

    /// <inheritdoc/>
    public override string ToString() => Kind == RefKind.Branch ? Branch + Glob : $"tag:{Glob}";

    private bool IsMatch(string name) => FileSystemName.MatchesSimpleExpression(Glob, name, ignoreCase: false);
}

/// <summary>What kind of ref a rule is about.</summary>
internal enum RefKind
{
    Branch,
    Tag,
}
