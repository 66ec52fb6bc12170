using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Sources;

/// <summary>GitHub by a person's token, as pipelines had it before there were connections.</summary>
internal sealed class GitHubSource(PipelinePlan plan) : PipelineSource(plan)
{
    /// <inheritdoc/>
    protected override (string Owner, string Provider) Kind => ("ThirdParty", "GitHub");

    private string Token => $"{{{{resolve:secretsmanager:{Plan.Source.Token}}}}}";

    private (string Owner, string Repository) Name =>
        Plan.Source.Repository!.Split('/') is [var owner, .. var rest] ? (owner, string.Join('/', rest)) : default;

    /// <inheritdoc/>
    protected override TemplateMap Configuration(StackTemplate template) =>
        new()
        {
            { "Owner", Name.Owner },
            { "Repo", Name.Repository },
            { "Branch", Branch(template) },
            { "OAuthToken", Token, "CloudFormation looks it up when it deploys; the template does not hold it." },
            { "PollForSourceChanges", "false", "The webhook below starts it: who polls as well starts it twice." },
        };

    /// <inheritdoc/>
    public override TemplateMap ProjectSource(StackTemplate template) =>
        new()
        {
            { "Type", "GITHUB", "CodeBuild needs its own credentials for GitHub: `aws codebuild import-source-credentials`." },
            { "Location", $"https://github.com/{Plan.Source.Repository}.git" },
            { "GitCloneDepth", 0, "All of the history: tags and the commit's date are in it." },
            { "ReportBuildStatus", true },
        };

    /// <inheritdoc/>
    public override TemplateMap Webhook(PipelinePlan plan) =>
        new()
        {
            { "Webhook", true },
            {
                "FilterGroups",
                new TemplateList(
                    new TemplateList(
                        ConnectionSource.Filter("EVENT", "PUSH"),
                        ConnectionSource.Filter("HEAD_REF", ConnectionSource.Anchored($"refs/heads/{plan.Branch}"))
                    )
                )
            },
        };

    /// <inheritdoc/>
    public override IEnumerable<Statement> BuildStatements() => [];

    /// <inheritdoc/>
    public override IEnumerable<Statement> PipelineStatements() => [];

    /// <inheritdoc/>
    public override void AddResources(StackTemplate template)
    {
        if (Plan.IsProject)
        {
            return;
        }

        template.Add(
            "SourceWebhookSecret",
            new()
            {
                { "Type", "AWS::SecretsManager::Secret" },
                {
                    "Properties",
                    new TemplateMap
                    {
                        { "Description", $"Signs what GitHub tells the pipeline {Plan.Name}" },
                        {
                            "GenerateSecretString",
                            new TemplateMap { { "PasswordLength", 48 }, { "ExcludePunctuation", true } }
                        },
                        { "Tags", template.TagList },
                    }
                },
            },
            "Its own, and not the token: whoever learns it can start the pipeline, and nothing else."
        );
        template.Add(
            "SourceWebhook",
            new()
            {
                { "Type", "AWS::CodePipeline::Webhook" },
                {
                    "Properties",
                    new TemplateMap
                    {
                        { "Authentication", "GITHUB_HMAC" },
                        {
                            "AuthenticationConfiguration",
                            new TemplateMap { { "SecretToken", Intrinsic.Sub("{{resolve:secretsmanager:${SourceWebhookSecret}}}") } }
                        },
                        { "RegisterWithThirdParty", true },
                        { "TargetPipeline", Intrinsic.Ref("Pipeline") },
                        { "TargetPipelineVersion", Intrinsic.GetAtt("Pipeline.Version") },
                        { "TargetAction", ActionName },
                        {
                            "Filters",
                            new TemplateList(new TemplateMap { { "JsonPath", "$.ref" }, { "MatchEquals", "refs/heads/{Branch}" } })
                        },
                    }
                },
            },
            "Only pushes to the branch of the action."
        );
    }
}
