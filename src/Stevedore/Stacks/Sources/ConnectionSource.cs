using System.Text.RegularExpressions;
using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Sources;

/// <summary>A repository of GitHub, GitLab, Bitbucket or Azure DevOps behind a connection.</summary>
internal sealed class ConnectionSource(PipelinePlan plan) : PipelineSource(plan)
{
    private const string Pattern = "^arn:aws[^:]*:(codeconnections|codestar-connections):[a-z0-9-]+:[0-9]{12}:connection/[A-Za-z0-9-]+$";

    private static readonly string[] Services = ["codeconnections", "codestar-connections"];

    // That of the source, unless pull requests have one of their own.
    private string Named { get; init; } = plan.Source.Connection!;

    private string ConnectionParameter { get; init; } = "Connection";

    // Of the actions of a provider that IAM knows.
    private static readonly ImmutableArray<string> Writes =
    [
        "GitPush",
        "CreateCommit",
        "CreateBranch",
        "CreateRepository",
        "DeleteRepository",
        "CreatePullRequest",
        "UpdatePullRequest",
    ];

    /// <inheritdoc/>
    protected override (string Owner, string Provider) Kind => ("AWS", "CodeStarSourceConnection");

    /// <inheritdoc/>
    public override PipelineSource OfPullRequests() =>
        Plan.Settings.PullRequests?.Connection is { } own
            ? new ConnectionSource(Plan) { Named = own, ConnectionParameter = "PullRequestConnection" }
            : this;

    /// <inheritdoc/>
    protected override TemplateMap Configuration(StackTemplate template) =>
        new()
        {
            { "ConnectionArn", Connection(template) },
            { "FullRepositoryId", Repository(template) },
            { "BranchName", Branch(template) },
            {
                "OutputArtifactFormat",
                Plan.Source.Clone == "zip" ? "CODE_ZIP" : "CODEBUILD_CLONE_REF",
                Plan.Source.Clone == "zip"
                    ? null
                    : "With .git and executable bits, which a zip has lost; builds clone it with the connection."
            },
            { "DetectChanges", Plan.Settings.Triggers is null ? "true" : "false" },
        };

    /// <inheritdoc/>
    public override TemplateMap ProjectSource(StackTemplate template) =>
        new()
        {
            { "Type", Plan.Source.Provider?.ToUpperInvariant() ?? "GITHUB" },
            { "Location", Intrinsic.Sub($"https://{Host}/{Parameter(template, "Repository")}.git") },
            {
                "Auth",
                new TemplateMap { { "Type", "CODECONNECTIONS" }, { "Resource", Connection(template) } }
            },
            { "GitCloneDepth", 0, "All of the history: tags and the commit's date are in it." },
            { "ReportBuildStatus", true },
        };

    /// <inheritdoc/>
    public override TemplateMap Webhook(PipelinePlan plan) =>
        new() { { "Webhook", true }, { "FilterGroups", new TemplateList(Groups(plan)) } };

    /// <inheritdoc/>
    public override IEnumerable<Statement> BuildStatements()
    {
        // As the source of a project and as what a pipeline hands on, the connection is asked for in two ways.
        const string step = "cloning the repository";
        return
        [
            .. Plan.HasOwnSource
                ? Services.Select(service => new Statement(
                    service == Services[0] ? "Connection" : "ConnectionByItsOtherName",
                    step,
                    [$"{service}:GetConnection", $"{service}:GetConnectionToken"],
                    [Arn(service)]
                ))
                : [],
            .. Use(step),
        ];
    }

    /// <inheritdoc/>
    public override IEnumerable<Statement> PipelineStatements() => Use("reading the source");

    /// <inheritdoc/>
    public override TemplateList? Triggers(StackTemplate template)
    {
        if (Plan.Settings.Triggers is not { } triggers)
        {
            return null;
        }

        TemplateMap push = [];
        if (triggers.Tags is { } tags)
        {
            push.Add("Tags", Includes([.. tags]));
        }

        if (triggers.Branches is not null || triggers.Tags is null)
        {
            push.Add("Branches", triggers.Branches is { } branches ? Includes([.. branches]) : Includes([Plan.Branch]));
        }

        if (triggers.Paths is { } paths)
        {
            push.Add("FilePaths", Includes([.. paths]));
        }

        // Tags and branches exclude each other in one filter.
        var filters =
            push["Tags"] is { } both && push["Branches"] is { } branch
                ? new TemplateList(new TemplateMap { { "Tags", both } }, new TemplateMap { { "Branches", branch } })
                : new TemplateList(push);
        return new(
            new TemplateMap
            {
                { "ProviderType", "CodeStarSourceConnection" },
                {
                    "GitConfiguration",
                    new TemplateMap { { "SourceActionName", ActionName }, { "Push", filters } }
                },
            }
        );
    }

    private string Host =>
        Plan.Source.Provider switch
        {
            "gitlab" => "gitlab.com",
            "bitbucket" => "bitbucket.org",
            _ => "github.com",
        };

    // A connection in the parameter has one of two names, and is asked for by either.
    private string Arn(string service)
    {
        var region = Named.Split(':') is ["arn", _, _, var said, ..] ? said : null;
        return $"arn:{StackPlace.Partition}:{service}:{Plan.Place.RegionOf(region)}:{StackPlace.OwnAccount}:connection/{Intrinsic.ConnectionId(ConnectionParameter)}";
    }

    private TemplateNode Connection(StackTemplate template) =>
        template.Parameter(
            ConnectionParameter,
            Named,
            ConnectionParameter == "Connection"
                ? "The connection to the repository."
                : "The connection of pull requests, to this repository alone.",
            pattern: Pattern,
            constraint: "has to be the ARN of a connection, as `aws codeconnections list-connections` prints it"
        );

    // What is built may ask for the connection, too, and would push with it to the branch that ships.
    private IEnumerable<Statement> Use(string step) =>
        Services
            .Select(service => UseOf(service, step))
            .Concat(
                Services.Select(service => new Statement(
                    service == Services[0] ? "WithoutWriting" : "WithoutWritingByItsOtherName",
                    step,
                    [$"{service}:UseConnection"],
                    ["*"]
                )
                {
                    IsDeny = true,
                    Conditions = [new("StringEquals", $"{service}:ProviderAction", Writes)],
                    Comment = service == Services[0] ? "What runs in a build could push with it to the branch that ships." : null,
                })
            );

    private Statement UseOf(string service, string step) =>
        new(service == Services[0] ? "UseConnection" : "UseConnectionByItsOtherName", step, [$"{service}:UseConnection"], [Arn(service)])
        {
            Conditions = [new("StringEquals", $"{service}:FullRepositoryId", "${Repository}")],
            Comment =
                service == Services[0]
                    ? "A connection has two names, and which of them is asked for depends on who asks. For this repository alone."
                    : null,
        };

    private string Parameter(StackTemplate template, string name)
    {
        _ = Repository(template);
        return $"${{{name}}}";
    }

    private static TemplateMap Includes(string[] patterns) => new() { { "Includes", patterns } };

    private static IEnumerable<TemplateNode> Groups(PipelinePlan plan)
    {
        var triggers = plan.Settings.Triggers;
        ImmutableArray<string> branches = [.. triggers?.Branches ?? (triggers?.Tags is null ? [plan.Branch] : [])];
        ImmutableArray<string> tags = [.. triggers?.Tags ?? []];
        foreach (var reference in branches.Select(branch => $"refs/heads/{branch}").Concat(tags.Select(tag => $"refs/tags/{tag}")))
        {
            yield return new TemplateList([
                Filter("EVENT", "PUSH"),
                Filter("HEAD_REF", Anchored(reference)),
                .. triggers?.Paths is { } paths ? [Filter("FILE_PATH", string.Join('|', paths.Select(Anchored)))] : (TemplateNode[])[],
            ]);
        }
    }

    internal static TemplateNode Filter(string type, string pattern) => new TemplateMap { { "Type", type }, { "Pattern", pattern } };

    /// <summary>A glob as a regular expression that nothing longer matches.</summary>
    internal static string Anchored(string glob) =>
        $"^{Regex.Escape(glob).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal).Replace(@"\?", "[^/]", StringComparison.Ordinal)}$";
}
