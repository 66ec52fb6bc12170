using Amazon.CodePipeline.Model;
using Stevedore.Runs;
using Stevedore.Shipping;
using Stevedore.Source;

namespace Stevedore.CodeBuild.Executions;

/// <summary>Asks git and the source actions who has written a commit, and git who runs the command.</summary>
internal sealed class CommitAuthors(StevedoreRun run)
{
    private bool HasGit => run.Here.Git is { Refusal: null };

    /// <summary>Its author and co-authors, as the checkout has it, and as .mailmap calls the author; empty where that does not know the commit.</summary>
    public ImmutableArray<CommitAuthor> OfGit(string commit)
    {
        if (
            !HasGit
            || Ask(
                "log",
                "-1",
                "--no-show-signature",
                "--format=%aN <%aE>%n%an <%ae>%n%(trailers:key=Co-authored-by,valueonly)",
                "--end-of-options",
                commit
            )
                is not { Succeeded: true } answer
        )
        {
            return [];
        }

        return [.. answer.Lines.Where(line => line.Contains('<', StringComparison.Ordinal)).Select(Parse)];
    }

    /// <summary>Who the source says has written its commit; empty where it does not say.</summary>
    public static ImmutableArray<CommitAuthor> OfSource(IEnumerable<ActionExecutionDetail> actions) =>
        [
            .. actions
                .Where(one => one.Input?.ActionTypeId?.Category?.Value == "Source")
                .Select(one => one.Output?.OutputVariables)
                .OfType<Dictionary<string, string>>()
                .Select(variables => new CommitAuthor(
                    variables.GetValueOrDefault("AuthorEmail"),
                    variables.GetValueOrDefault("AuthorDisplayName")
                ))
                .Where(author => author is not { Mail: null or "", Name: null or "" }),
        ];

    /// <param name="arn">Who calls AWS; null where that is not known.</param>
    public CallerNames Caller(string? arn) =>
        new(HasGit ? Setting("user.email") : null, HasGit ? Setting("user.name") : null, CallerNames.SessionOf(arn));

    // Jane Doe <jane@acme.com>
    private static CommitAuthor Parse(string line)
    {
        var from = line.LastIndexOf('<');
        var to = line.IndexOf('>', from);
        var mail = to > from ? line[(from + 1)..to].Trim() : "";
        var name = line[..from].Trim();
        return new(mail.Length > 0 ? OutsideText.Line(mail, 200) : null, name.Length > 0 ? OutsideText.Line(name, 200) : null);
    }

    private string? Setting(string name) => Ask("config", "--get", name) is { Succeeded: true, Text: { Length: > 0 } value } ? value : null;

    private GitAnswer Ask(params string[] arguments)
    {
        using var git = GitCommand.Start(
            new ProgramPathRunner(run.Cake.ProcessRunner, run.Cake.Environment),
            run.Cake.Environment.WorkingDirectory,
            arguments
        );
        return git.Finish();
    }
}
