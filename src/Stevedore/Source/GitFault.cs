namespace Stevedore.Source;

/// <summary>What to say when a repository is there and git cannot read it.</summary>
internal static class GitFault
{
    private const string PassTheCommit = "pass the commit with --commit=<sha> or STEVEDORE_COMMIT";

    public static StevedoreException NotInstalled(string root, Exception cause) =>
        new(What(root), "git is not installed, or not on the PATH", $"Install git, or {PassTheCommit}.", cause);

    public static StevedoreException NoCommits(GitFacts git) =>
        new(
            What(git.Root),
            git.Branch is null ? "the repository has no commits yet" : $"branch '{git.Branch}' has no commits yet",
            $"Make the first commit, or {PassTheCommit}."
        );

    public static StevedoreException Of(string root, string error)
    {
        if (error.Contains("dubious ownership") || error.Contains("unsafe repository"))
        {
            return new(
                What(root),
                "the repository belongs to another user, and git refuses to trust it (dubious ownership)",
                $"Run `git config --global --add safe.directory {OwnedFolder(root, error)}`, or {PassTheCommit}."
            );
        }

        var message = error.Split('\n').FirstOrDefault(line => line.Length > 0) ?? "git failed and said nothing";
        return new(What(root), Lower(message), $"Repair the repository, or {PassTheCommit}.");
    }

    private static string What(string root) => $"Cannot read the commit of {root}";

    // Git's own advice names the folder as git compares it, with links resolved.
    private static string OwnedFolder(string root, string error)
    {
        const string advice = "--add safe.directory ";
        var start = error.LastIndexOf(advice, StringComparison.Ordinal);
        return start < 0 ? root : error[(start + advice.Length)..].Split('\n')[0].Trim();
    }

    private static string Lower(string message)
    {
        var text = message.StartsWith("fatal: ", StringComparison.Ordinal) ? message["fatal: ".Length..] : message;
        return text.TrimEnd('.');
    }
}
