using System.IO.Enumeration;
using Stevedore.Source;

namespace Stevedore.Planning.Tags;

/// <summary>A rule about what is being built: <c>branch:main</c>, <c>branch:release/*</c>, <c>tag:v*</c>.</summary>
/// <param name="Glob">The name, in which <c>*</c> stands for anything, slashes included, and <c>?</c> for one character.</param>
public sealed record RefRule(RefKind Kind, string Glob)
{
    /// <exception cref="StevedoreException">It begins with neither <c>branch:</c> nor <c>tag:</c>.</exception>
    public static RefRule Parse(string text) =>
        text.Split(':', 2) switch
        {
            ["branch", { Length: > 0 } glob] => new(RefKind.Branch, glob),
            ["tag", { Length: > 0 } glob] => new(RefKind.Tag, glob),
            _ => throw new StevedoreException(
                $"Cannot use the rule '{text}'",
                "a rule names a branch or a tag",
                "Write it as branch:<name> or tag:<name>, such as branch:main or tag:v*; * stands for anything."
            ),
        };

    /// <summary>Whether the rule holds. An unknown branch is still some branch: <c>branch:*</c> holds for it, and no other rule does.</summary>
    public bool Matches(SourceFacts source) =>
        (Kind, source) switch
        {
            (RefKind.Branch, { Branch: null, GitTag: null }) => Glob == "*",
            (RefKind.Branch, { Branch: { } branch }) => IsMatch(branch),
            (RefKind.Tag, { GitTag: { } tag }) => IsMatch(tag),
            _ => false,
        };

    /// <inheritdoc/>
    public override string ToString() => Kind == RefKind.Branch ? $"branch:{Glob}" : $"tag:{Glob}";

    private bool IsMatch(string name) => FileSystemName.MatchesSimpleExpression(Glob, name, ignoreCase: false);
}
