using System.IO.Enumeration;
using Stevedore.Shipping;
using Stevedore.Source;

namespace Stevedore.CodeBuild.Uploads;

/// <summary>What of a working tree is uploaded. Pure.</summary>
/// <param name="Files">In their order in the archive.</param>
/// <param name="Notes">What a person is told before, a line each.</param>
/// <param name="IsCommit">Whether it is just what the commit has.</param>
internal sealed record UploadPlan(ImmutableArray<SourceFile> Files, ImmutableArray<string> Notes, bool IsCommit)
{
    private const int MostListed = 20;
    private const long Large = 500_000_000;

    /// <summary>How many bytes the files have.</summary>
    public long Size => Files.Sum(file => file.Size);

    /// <param name="include">Patterns of what is sent though it is ignored or looks like a secret.</param>
    /// <param name="output">The folder of the output files, below the root; null for one elsewhere.</param>
    /// <param name="isDirty">Whether git says that the tree differs from the commit.</param>
    /// <exception cref="StevedoreException">A link leads out of the tree, or there is nothing.</exception>
    public static UploadPlan Of(SourceTree tree, ImmutableArray<string> include, string? output, bool isDirty)
    {
        SourceFile[] candidates =
        [
            .. tree.Files.Where(file =>
                file.State == SourceFileState.Tracked || output is null || !file.Path.StartsWith($"{output}/", StringComparison.Ordinal)
            ),
        ];
        var secret = candidates.Where(file => IsSecret(file) && !IsIncluded(file.Path, include)).ToHashSet();
        ImmutableArray<SourceFile> files = [.. candidates.Where(file => !secret.Contains(file))];
        Check(files);
        SourceFile[] untracked = [.. files.Where(file => file.State != SourceFileState.Tracked)];
        return files.IsEmpty
            ? throw new StevedoreException("Cannot upload the working tree", "there is no file in it", "Run it in a checkout with files.")
            : new(
                files,
                [.. Said(tree, files, untracked, [.. secret.Select(file => file.Path)])],
                !isDirty
                    && untracked.Length == 0
                    && tree.Deleted.IsEmpty
                    && tree.LeftOutBySparse == 0
                    && tree.MissingSubmodules.IsEmpty
                    && tree.Pointers.IsEmpty
                    && secret.All(file => file.State != SourceFileState.Tracked)
            );
    }

    private static IEnumerable<string> Said(SourceTree tree, ImmutableArray<SourceFile> files, SourceFile[] untracked, string[] secret)
    {
        if (untracked.Length > 0)
        {
            yield return $"Not in git, and sent as well: {Listed(untracked.Select(file => file.Path), untracked.Length)}";
        }

        if (secret.Length > 0)
        {
            yield return $"Not sent, since their names are those of secrets (--include=<path> sends one): {Listed(secret, secret.Length)}";
        }

        if (!tree.MissingSubmodules.IsEmpty)
        {
            yield return $"Submodules that are not checked out are not sent (`git submodule update --init` fetches them): {Listed(tree.MissingSubmodules, tree.MissingSubmodules.Length)}";
        }

        if (!tree.ForeignRepositories.IsEmpty)
        {
            yield return $"Repositories of their own, which are no submodules, are not sent: {Listed(tree.ForeignRepositories, tree.ForeignRepositories.Length)}";
        }

        if (tree.LeftOutBySparse > 0)
        {
            yield return Invariant(
                $"{tree.LeftOutBySparse} files of the commit are not here, because of a sparse checkout, and are not sent (`git sparse-checkout disable` brings them)."
            );
        }

        if (!tree.Pointers.IsEmpty)
        {
            yield return $"Only pointers of Git LFS are here, and are sent as they are (`git lfs pull` fetches the files): {Listed(tree.Pointers, tree.Pointers.Length)}";
        }

        var size = files.Sum(file => file.Size);
        if (size > Large)
        {
            var largest = files
                .OrderByDescending(file => file.Size)
                .Take(5)
                .Select(file => $"{OutsideText.Line(file.Path)} ({ShipSummary.Size(file.Size)})");
            yield return $"{ShipSummary.Size(size)} are sent. The largest files: {string.Join(", ", largest)}";
        }
    }

    private static string Listed(IEnumerable<string> paths, int count) =>
        string.Join(", ", paths.Take(MostListed).Select(path => OutsideText.Line(path)))
        + (count > MostListed ? Invariant($" and {count - MostListed} more") : "");

    // What the commit has and builds need is where the commit is, whatever is in it.
    private static bool IsSecret(SourceFile file) =>
        SecretNames.Has(file.Path) && !(file.State == SourceFileState.Tracked && SecretNames.IsOfPackages(file.Path));

    private static bool IsIncluded(string path, ImmutableArray<string> include) =>
        include.Any(pattern =>
            path == pattern.TrimEnd('/')
            || path.StartsWith($"{pattern.TrimEnd('/')}/", StringComparison.Ordinal)
            || FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false)
        );

    private static void Check(ImmutableArray<SourceFile> files)
    {
        SourceLinks links = new(files);
        var outside = files.Where(file => file.Target is not null && links.LeadsOut(file)).ToArray();
        if (outside.Length > 0)
        {
            throw new StevedoreException(
                "Cannot upload the working tree",
                $"symbolic links lead out of it: {string.Join(", ", outside.Take(5).Select(file => $"{OutsideText.Line(file.Path)} -> {OutsideText.Line(file.Target)}"))}",
                "Let them lead to files of the tree, by relative paths, or remove them."
            );
        }
    }
}
