using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Sources;

/// <summary>Where code comes from, as a pipeline and a project are told.</summary>
internal abstract class PipelineSource(PipelinePlan plan)
{
    /// <summary>The action's name, and the artifact's.</summary>
    public const string ActionName = "Source";
    public const string Artifact = "Source";

    /// <summary>What its variables are called by.</summary>
    public const string Namespace = "SourceVariables";

    protected PipelinePlan Plan => plan;

    public static PipelineSource Of(PipelinePlan plan) =>
        plan.SourceType switch
        {
            "codecommit" => new CodeCommitSource(plan),
            "s3" => new S3Source(plan),
            "github-v1" => new GitHubSource(plan),
            _ => new ConnectionSource(plan),
        };

    /// <summary>Whether a project of this source shows how its last build ended.</summary>
    public virtual bool HasBadge => true;

    /// <summary>Whether it tells the branch of an execution.</summary>
    public virtual bool KnowsBranch => true;

    /// <summary>Provider, owner and version of the pipeline's action.</summary>
    protected abstract (string Owner, string Provider) Kind { get; }

    /// <summary>What the action is told.</summary>
    protected abstract TemplateMap Configuration(StackTemplate template);

    /// <summary>The source of a project that reads it by itself.</summary>
    public abstract TemplateMap ProjectSource(StackTemplate template);

    /// <summary>What such a project builds when nothing says otherwise; null where its source says it.</summary>
    public virtual TemplateNode? Version(StackTemplate template) =>
        template.Parameter("Branch", Plan.Branch, "The branch that is shipped.");

    /// <summary>What starts such a project; null for nothing.</summary>
    public virtual TemplateMap? Webhook(PipelinePlan plan) => null;

    /// <summary>What a build needs to read it.</summary>
    public abstract IEnumerable<Statement> BuildStatements();

    /// <summary>The same as pull requests are built from.</summary>
    public virtual PipelineSource OfPullRequests() => this;

    /// <summary>What the pipeline needs to read it.</summary>
    public abstract IEnumerable<Statement> PipelineStatements();

    /// <summary>What has to be there besides: repositories, rules, webhooks.</summary>
    public virtual void AddResources(StackTemplate template) { }

    /// <summary>Triggers of the pipeline; null for none.</summary>
    public virtual TemplateList? Triggers(StackTemplate template) => null;

    public TemplateMap Action(StackTemplate template) =>
        PipelineAction.Of(ActionName, "Source", Kind.Owner, Kind.Provider, Configuration(template), output: Artifact, variables: Namespace);

    protected TemplateNode Branch(StackTemplate template) => Version(template)!;

    protected TemplateNode Repository(StackTemplate template) =>
        template.Parameter("Repository", Plan.Source.Repository!, "The repository. Case matters.");
}

/// <summary>An action of a pipeline.</summary>
internal static class PipelineAction
{
    public static TemplateMap Of(
        string name,
        string category,
        string owner,
        string provider,
        TemplateMap? configuration,
        string[]? inputs = null,
        string? output = null,
        string? variables = null,
        int? runOrder = null,
        string? role = null
    ) =>
        new()
        {
            { "Name", name },
            {
                "ActionTypeId",
                new TemplateMap
                {
                    { "Category", category },
                    { "Owner", owner },
                    { "Provider", provider },
                    { "Version", new TemplateText("1") },
                }
            },
            { "RoleArn", role is null ? null : Intrinsic.Sub(role) },
            { "Namespace", variables is null ? null : (TemplateNode)variables },
            {
                "InputArtifacts",
                inputs is null ? null : new TemplateList(inputs.Select(input => (TemplateNode)new TemplateMap { { "Name", input } }))
            },
            { "OutputArtifacts", output is null ? null : new TemplateList(new TemplateMap { { "Name", output } }) },
            { "Configuration", configuration },
            { "RunOrder", runOrder is { } order ? order : (TemplateNode?)null },
        };
}
