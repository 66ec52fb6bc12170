namespace Stevedore.Source;

/// <summary>The commit, and who said it.</summary>
/// <param name="IsHead">Whether it is what git has checked out, so that git's date and tags are this commit's.</param>
internal sealed record CommitChoice(
    string? Commit,
    string Source,
    bool IsDirty,
    bool IsHead,
    StevedoreException? Fault = null,
    string? Note = null
)
{
    private const string Argument = "--commit";
    private const string Variable = "STEVEDORE_COMMIT";
    private const string DirtySuffix = "-dirty";

    public static CommitChoice Of(GitFacts? git, SourceFolders folders, SourceVariables variables, string? argument)
    {
        if (argument is not null)
        {
            return new(FromArgument(git, argument), Argument, git is { IsDirty: true }, IsHead: git?.Commit is not null);
        }

        if (variables.All[Variable] is { } text)
        {
            return FromVariable(git, text);
        }

        if (variables.Commit is not { } commit)
        {
            return FromGit(git, folders, variables.PrimaryCommit);
        }

        var choice = Trusted(git, commit, SourceVariables.CommitVariable, isDirty: false);
        return folders.Primary is null && git?.Commit is null ? choice with { Note = PrimaryCommit.Assumed(folders.Folder) } : choice;
    }

    private static string FromArgument(GitFacts? git, string text)
    {
        if (!CommitId.IsPrefix(text))
        {
            throw CommitId.Fault(
                Argument,
                text,
                git?.Commit is null ? "Pass all 40 digits." : "Pass at least 7 digits of HEAD's id, or leave it out."
            );
        }

        if (git?.Commit is not { } head)
        {
            return CommitId.TryParse(text)
                ?? throw CommitId.Fault(Argument, text, "Without a git checkout to complete it from, pass all 40 digits.");
        }

        return head.StartsWith(text, StringComparison.OrdinalIgnoreCase)
            ? head
            : throw new StevedoreException(
                $"Cannot build commit {text}",
                $"HEAD of {git.Root} is {head}",
                $"Check it out with `git checkout {text}`, or leave out {Argument}."
            );
    }

    private static CommitChoice FromVariable(GitFacts? git, string text)
    {
        var isDirty = text.EndsWith(DirtySuffix, StringComparison.Ordinal);
        var commit =
            CommitId.TryParse(isDirty ? text[..^DirtySuffix.Length] : text)
            ?? throw CommitId.Fault(
                Variable,
                text,
                $"Set it to all 40 digits, with {DirtySuffix} behind them for a changed tree, or unset it."
            );
        return Trusted(git, commit, Variable, isDirty);
    }

    // HEAD may be another commit: CodeBuild checks a pull request out as its merge. Whoever set the variable knows better.
    private static CommitChoice Trusted(GitFacts? git, string commit, string source, bool isDirty)
    {
        var isHead = git?.Commit == commit;
        var note =
            git?.Commit is null || isHead
                ? null
                : $"{source} says commit {commit}, HEAD of {git.Root} is {git.Commit}: the variable counts";
        return new(commit, source, isDirty || git is { IsDirty: true }, isHead, Note: note);
    }

    private static CommitChoice FromGit(GitFacts? git, SourceFolders folders, string? primary) =>
        git switch
        {
            null => new(null, "unknown", IsDirty: false, IsHead: false, primary is null ? null : PrimaryCommit.IsNotThatOf(folders)),
            { Commit: null } => new(
                null,
                "unknown",
                git.IsDirty,
                IsHead: false,
                git.Refusal is { } refusal ? GitFault.NoCommit(git.Root, refusal) : GitFault.NoCommits(git)
            ),
            _ => new(
                git.Commit,
                "git",
                git.IsDirty,
                IsHead: true,
                Note: primary is null || primary == git.Commit ? null : PrimaryCommit.LeavesIt(git.Root, folders, primary)
            ),
        };
}
