using System.ComponentModel;
using System.Reflection;
using Cake.Core;
using Stevedore.Runs;
using Stevedore.Source;
using Stevedore.Terminal;
using Path = System.IO.Path;

namespace Stevedore.Init;

/// <summary>Writes the first files of the repository that the run is in.</summary>
internal sealed class Initialization(ICakeContext cake, IOutput output, CleanUp cleanUp, StartFolder start, PipelineWriting pipelines)
    : IInitialization
{
    private const string What = "Cannot begin";

    private string Root => cake.Environment.WorkingDirectory.FullPath;

    private ProgramPathRunner Processes => new(cake.ProcessRunner, cake.Environment);

    /// <inheritdoc/>
    public void Run(InitOptions options)
    {
        var git = Git();
        var facts = RepositorySearch.Read(Root, git);
        if (facts.Dockerfiles.IsEmpty)
        {
            throw new StevedoreException(
                What,
                $"there is no Dockerfile in {Root} or below it",
                "Write one, and run again: folders called vendor, node_modules, bin or obj, and hidden ones, are not looked into."
            );
        }

        var images = ProposedImages.Of(facts);
        var plan = new InitPlanner(OwnVersion.Text, PackageVersion, InitResources.Text).Plan(
            facts,
            images,
            Answers(images, facts, options),
            options
        );
        PlannedFile[] files = [.. plan.Files.Select(file => PlannedFile.Of(file, There(file, facts), options.Force))];
        new FileWriting(Root, cleanUp).Write([.. files.Where(file => file.Writes).Select(file => file.Wanted)]);
        Tell(images, files, facts, plan, git);
    }

    /// <inheritdoc/>
    public void WritePipelines(PipelineOptions options) => pipelines.Run(options, Root, RepositorySearch.Read(Root, Git()));

    // Written when it is packed; a build from source is no package that could be referenced.
    private static string PackageVersion =>
        typeof(Initialization)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(written => written.Key == "PackageVersion")
            ?.Value
        ?? OwnVersion.Text;

    private static string? There(InitFile file, RepositoryFacts facts) => facts.Texts.GetValueOrDefault(file.Path);

    private GitFacts Git()
    {
        var git =
            new GitReader(Processes).Read(Root)
            ?? throw new StevedoreException(
                What,
                $"{Root} is in no git repository",
                "Run `git init`, and again: what is shipped is a commit."
            );
        return git.Refusal is { } refusal ? throw new StevedoreException(What, refusal.Why, $"{refusal.Remedy}.", refusal.Cause) : git;
    }

    private InitAnswers Answers(ImmutableArray<ProposedImage> images, RepositoryFacts facts, InitOptions options)
    {
        var known = facts.Texts.GetValueOrDefault("buildspec.yml") is { } text ? BuildspecFacts.Of(text).Secret?.Name : null;
        var isAsked = !options.Yes && LinePrompt.IsPossible;
        var platforms = Answer(InitQuestions.Platforms, options.Platforms);
        var containers = InitQuestions.Containers(images) is { } question ? Answer(question, options.Containers) : options.Containers ?? "";
        var secret = InitQuestions.Secret(images, known) is { } about ? Answer(about, options.Secret) : options.Secret ?? "";
        return InitAnswers.Of(platforms, containers, secret, images);

        string Answer(InitQuestion question, string? given)
        {
            if (given is not null)
            {
                return given;
            }

            if (isAsked)
            {
                return LinePrompt.Ask(output, question.Text, question.Default);
            }

            output.Lines([
                $"{question.Text}: {(question.Default.Length > 0 ? question.Default : "none")} (--{question.Argument} says another)",
            ]);
            return question.Default;
        }
    }

    private void Tell(ImmutableArray<ProposedImage> images, PlannedFile[] files, RepositoryFacts facts, InitPlan plan, GitFacts git)
    {
        var entries = Status(git);
        var commit = CommitCommand.Of(plan.Files, plan.Others, facts.HasCommit, entries);
        string[] ignored =
        [
            .. plan.Files.Where(file => entries.Any(entry => entry.IsIgnored && entry.Holds(file.Path))).Select(file => file.Path),
        ];
        output.Lines([
            "",
            .. images.Select(image => $"image {image.Name}: {image.File}, context {image.Context}"),
            "",
            .. files.SelectMany(file => file.Lines(There(file.Wanted, facts))),
            "",
            .. plan.Notes,
            .. facts.Texts.ContainsKey("nuget.config")
                ? Array.Empty<string>()
                :
                [
                    "Stevedore is on no public feed: where it is packed to <clone>/artifacts/packages, `dotnet nuget add source <clone>/artifacts/packages --name stevedore` "
                        + "makes that a source on this machine. CodeBuild needs a nuget.config that names one it can reach, or `stevedore init --archive`.",
                ],
            .. ignored.Length > 0
                ? [$"git ignores {string.Join(", ", ignored)}: the command below adds them all the same."]
                : Array.Empty<string>(),
        ]);
        // Behind the report of the tasks, where it is looked for.
        string[] steps =
        [
            .. RealPath.Of(start.Path) == RealPath.Of(Root) ? Array.Empty<string>() : [$"cd {ShellWord.Of(Root)}"],
            .. commit is null ? [] : (string[])[commit],
            plan.Ship,
        ];
        StandardOutput.PrintAtExit(() => ["", string.Join(" && ", steps)]);
    }

    private ImmutableArray<StatusEntry> Status(GitFacts git)
    {
        var below = Path.GetRelativePath(RealPath.Of(git.Root), RealPath.Of(Root)).Replace('\\', '/');
        try
        {
            using var asked = GitCommand.Start(
                Processes,
                Root,
                ["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--ignored=matching", "--", "."]
            );
            return StatusEntry.Parse(asked.Finish().Text.Split('\0'), below == "." ? "" : $"{below}/");
        }
        catch (Win32Exception cause)
        {
            throw new StevedoreException(What, GitFault.NotInstalled(cause).Why, "Install git.", cause);
        }
    }
}
