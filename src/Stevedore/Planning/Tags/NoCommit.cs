using Stevedore.Source;

namespace Stevedore.Planning.Tags;

/// <summary>The error of having neither a commit nor a name to use in its place.</summary>
internal static class NoCommit
{
    public const string Fix = "Pass it with --commit=<sha> or STEVEDORE_COMMIT, or name the tag with IMAGE_TAG.";

    public static StevedoreException Fault(SourceFacts source, string template) =>
        source.CommitFault
        ?? new(
            $"Cannot make the commit's tag from '{template}'",
            source.IsCodeBuild
                ? "no commit is known: there is no git repository, and CODEBUILD_RESOLVED_SOURCE_VERSION holds no commit id"
                : "no commit is known: there is no git repository",
            Fix
        );
}
