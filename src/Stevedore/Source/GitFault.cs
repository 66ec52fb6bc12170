namespace Stevedore.Source;

/// <summary>What to say when a repository is there and git cannot read it.</summary>
internal static class GitFault
{
    private const string PassTheCommit = "pass the commit with --commit=<sha> or STEVEDORE_COMMIT";

    /// <summary>The error, for whoever needs the commit and gets it from nowhere else.</summary>
    public static StevedoreException NoCommit(string root, GitRefusal refusal) =>
        new(What(root), refusal.Why, $"{refusal.Remedy}, or {PassTheCommit}.", refusal.Cause);

    public static StevedoreException NoCommits(GitFacts git) =>
        new(
            What(git.Root),
            git.Branch is null ? "the repository has no commits yet" : $"branch '{git.Branch}' has no commits yet",
            $"Make the first commit, or {PassTheCommit}."
        );

    public static GitRefusal NotInstalled(Exception cause) => new("git is not installed, or not on the PATH", "Install git", cause);

    public static GitRefusal Damaged(string root) =>
        new($"git does not take {Path.Combine(root, ".git")} for a repository", "Repair the repository or clone it again");

    /// <param name="root">Links in it resolved, as git compares it.</param>
    /// <param name="error">What git wrote to standard error.</param>
    /// <param name="hasHome">Whether there is a place for a user's git configuration.</param>
    public static GitRefusal Of(string root, string error, bool hasHome)
    {
        if (error.Contains("dubious ownership", StringComparison.Ordinal) || error.Contains("unsafe repository", StringComparison.Ordinal))
        {
            return new(
                "the repository belongs to another user, and git refuses to trust it (dubious ownership)",
                $"{(hasHome ? "Run" : "Set HOME, run")} `git config --global --add safe.directory {OwnedFolder(root, error)}`"
            );
        }

        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var message = Array.Find(lines, IsFault) ?? lines.FirstOrDefault() ?? "git failed and said nothing";
        return new(Lower(OutsideText.Line(message)), "Repair the repository");
    }

    private static string What(string root) => $"Cannot read the commit of {root}";

    // Git's own advice names the folder as git compares it, quoted where a shell needs that; of a name with line breaks it would be a part.
    private static string OwnedFolder(string root, string error)
    {
        const string advice = "--add safe.directory ";
        var start = error.LastIndexOf(advice, StringComparison.Ordinal);
        var named = start < 0 ? "" : error[(start + advice.Length)..].Trim();
        return named.Length == 0 || named.Any(char.IsControl) ? ShellWord.Of(root) : named;
    }

    // Warnings may stand before what made git fail.
    private static bool IsFault(string line) =>
        line.StartsWith("fatal: ", StringComparison.Ordinal) || line.StartsWith("error: ", StringComparison.Ordinal);

    private static string Lower(string message)
    {
        var text = message.StartsWith("fatal: ", StringComparison.Ordinal) ? message["fatal: ".Length..] : message;
        return text.TrimEnd('.');
    }
}
