using Stevedore.Source;

namespace Stevedore.CodeBuild.Starting;

/// <summary>Where a commit is on a remote. Pure.</summary>
/// <param name="Reference">A reference there that leads to the commit; null where none is known for sure.</param>
/// <param name="Note">What a person should know of it; null for nothing.</param>
internal sealed record CommitPin(string? Reference, string? Note)
{
    private const string Branches = "refs/heads/";

    /// <summary>The source version that names the commit, and nothing else, on a host of git.</summary>
    /// <remarks><see href="https://docs.aws.amazon.com/codebuild/latest/userguide/sample-source-version.html"/></remarks>
    public string Version(string commit, bool takesReferences) =>
        Reference is { } reference && takesReferences ? $"{reference}^{{{commit}}}" : commit;

    /// <param name="branch">The branch of the checkout, which is preferred; null for none.</param>
    /// <exception cref="StevedoreException">The remote does not have the commit.</exception>
    public static CommitPin Of(string commit, string? branch, GitRemote remote, GitRemoteRefs refs)
    {
        var own = branch is null ? null : $"{Branches}{branch}";
        if (refs.Tips is not { } tips)
        {
            return Preferred(refs.Holding, own) is { } known
                ? new(
                    known,
                    $"Whether {remote.Name} has commit {commit[..8]} could not be asked ({refs.Silence}); it had when it was last fetched from or pushed to."
                )
                : throw NotThere(commit, remote, $"no branch of it that is known here has it, and it could not be asked ({refs.Silence})");
        }

        string[] at = [.. tips.Where(tip => tip.Value == commit && tip.Key != "HEAD").Select(tip => tip.Key)];
        var names = tips.Select(tip => tip.Key).ToHashSet(StringComparer.Ordinal);
        var reference = Preferred(at, own) ?? Preferred([.. refs.Holding.Where(names.Contains)], own);
        return reference is not null ? new(reference, null) : throw NotThere(commit, remote, "no branch and no tag of it has it");
    }

    private static string? Preferred(IReadOnlyCollection<string> references, string? own) =>
        references.FirstOrDefault(reference => reference == own)
        ?? references.FirstOrDefault(reference => reference.StartsWith(Branches, StringComparison.Ordinal))
        ?? references.FirstOrDefault();

    private static StevedoreException NotThere(string commit, GitRemote remote, string why) =>
        new(
            $"Cannot build commit {commit[..8]} on CodeBuild",
            $"it is not on {remote.Name}{(remote.Url is null ? "" : $" ({remote.Url})")}: {why}",
            "Push it (`git push`), or `git fetch` where somebody else has; --upload builds what is here without a push."
        );
}
