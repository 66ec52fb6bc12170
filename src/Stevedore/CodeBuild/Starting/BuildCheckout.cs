using Stevedore.Source;

namespace Stevedore.CodeBuild.Starting;

/// <summary>The checkout whose commit, or whose tree, is built.</summary>
internal static class BuildCheckout
{
    /// <exception cref="StevedoreException">There is none.</exception>
    public static GitFacts Of(GitFacts? git, string project) =>
        git switch
        {
            null => throw new StevedoreException(
                $"Cannot build with the project '{project}'",
                "this folder is no git checkout, and so has no commit",
                "Run it in a checkout; --follow shows a build that runs already."
            ),
            { Commit: null, Refusal: { } refusal } => throw new StevedoreException(
                $"Cannot build with the project '{project}'",
                $"git does not say the commit: {refusal.Why}",
                $"{refusal.Remedy}."
            ),
            { Commit: null } => throw new StevedoreException(
                $"Cannot build with the project '{project}'",
                "there is no commit yet",
                "Commit first."
            ),
            _ => git,
        };
}
