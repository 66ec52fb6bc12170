using Stevedore.Settings.Rules;
using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Sources;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Resources;

/// <summary>The project that ships.</summary>
internal sealed class BuildProject(StackTemplate template, PipelinePlan plan, PipelineSource source, Artifacts? artifacts)
{
    private const string Tests = "tests";

    /// <summary>What the action that starts it calls.</summary>
    public TemplateNode Name => plan.Build.Project is { } project ? project : Intrinsic.Ref("BuildProject");

    public static string ProjectName(PipelinePlan plan) => plan.Build.Project ?? plan.Name;

    /// <summary>The name of the role of builds, where another account knows it by that.</summary>
    public static string RoleName(PipelinePlan plan) => $"{plan.Name}-build";

    public void Add()
    {
        if (plan.Build.Project is not null)
        {
            return;
        }

        var log = CodeBuildProject.AddLog(template, plan, "BuildLog", plan.Name);
        template.Add(
            "TestReports",
            new()
            {
                { "Type", "AWS::CodeBuild::ReportGroup" },
                {
                    "Properties",
                    new TemplateMap
                    {
                        { "Name", $"{plan.Name}-{Tests}", $"The reports that a buildspec calls {Tests}." },
                        { "Type", "TEST" },
                        { "DeleteReports", true },
                        {
                            "ExportConfig",
                            new TemplateMap { { "ExportConfigType", "NO_EXPORT" } }
                        },
                        { "Tags", template.TagList },
                    }
                },
            }
        );
        template.Add("BuildProject", Project(log));
        if (plan.Build.Role is null)
        {
            template.Add(Role());
        }
    }

    private TemplateMap Project(string log)
    {
        var origin = plan.HasOwnSource ? source.ProjectSource(template) : new TemplateMap { { "Type", "CODEPIPELINE" } };
        origin.Add("BuildSpec", Inline() ?? (TemplateNode)(plan.Build.Buildspec ?? "buildspec.yml"));
        return new()
        {
            { "Type", "AWS::CodeBuild::Project" },
            {
                "Properties",
                new TemplateMap
                {
                    { "Name", plan.Name },
                    { "Description", $"Ships {string.Join(", ", plan.Ship.Shipped.Select(image => image.Name.Value))}" },
                    { "ServiceRole", plan.Build.Role is { } role ? role : Intrinsic.GetAtt("BuildRole.Arn") },
                    {
                        "Source",
                        origin,
                        plan is { HasOwnSource: true, IsProject: false }
                            ? "Its own source, so that it can be started by hand and has a badge; the pipeline hands it another."
                            : null
                    },
                    { "SourceVersion", plan.HasOwnSource ? source.Version(template) : null },
                    {
                        "Artifacts",
                        new TemplateMap { { "Type", plan.HasOwnSource ? "NO_ARTIFACTS" : "CODEPIPELINE" } }
                    },
                    { "BadgeEnabled", plan.HasOwnSource && source.HasBadge ? true : (TemplateNode?)null },
                    { "Environment", Environment() },
                    { "Cache", Cache() },
                    {
                        "TimeoutInMinutes",
                        template.Parameter(
                            "BuildTimeout",
                            Invariant($"{plan.Build.TimeoutMinutes ?? 60}"),
                            "After how many minutes a build is ended.",
                            "Number"
                        )
                    },
                    { "VpcConfig", BuildNetwork.Vpc(template, plan) },
                    { "LogsConfig", CodeBuildProject.LogsConfig(log) },
                    { "Triggers", plan.IsProject ? source.Webhook(plan) : null },
                    { "Tags", template.TagList },
                }
            },
        };
    }

    // Kept on the machine: a bucket's cache would let one build write what the next one runs.
    private TemplateMap? Cache() =>
        plan.Build.Vpc is not null ? null : new() { { "Type", "LOCAL" }, { "Modes", new TemplateList("LOCAL_CUSTOM_CACHE") } };

    private TemplateMap Environment()
    {
        var image = plan.Build.Image ?? CodeBuildProject.Image(plan.IsArm);
        return new()
        {
            { "Type", plan.IsArm ? "ARM_CONTAINER" : "LINUX_CONTAINER" },
            {
                "ComputeType",
                template.Parameter(
                    "BuildCompute",
                    $"BUILD_GENERAL1_{(plan.Build.Compute ?? "small").ToUpperInvariant()}",
                    "How much a build has of processors and memory."
                )
            },
            { "Image", template.Parameter("BuildImage", image, "The image that builds run in.") },
            {
                "ImagePullCredentialsType",
                image.StartsWith("aws/codebuild/", StringComparison.Ordinal) ? null : (TemplateNode)"SERVICE_ROLE",
                "An image of one's own is pulled with the role of the build."
            },
            { "PrivilegedMode", true, "Docker needs it: without, dockerd does not start." },
            { "EnvironmentVariables", Variables() },
        };
    }

    private TemplateList? Variables()
    {
        List<TemplateNode> variables = [];
        // What buildspecs that are older than stevedore.json go by.
        if (plan.Ship.Shipped.ToArray() is [{ Destinations: [var home, ..] }])
        {
            variables.Add(CodeBuildProject.Variable("AWS_ACCOUNT_ID", Intrinsic.Sub(StackPlace.OwnAccount)));
            variables.Add(CodeBuildProject.Variable("IMAGE_REPO_NAME", home.Reference.Repository.Value));
            if (plan.Repositories.Any(repository => repository.Name == home.Reference.Repository.Value))
            {
                variables.Add(
                    CodeBuildProject.Variable(
                        "AWS_ECR_REPOSITORY_URI",
                        Intrinsic.GetAtt($"{Repositories.Id(home.Reference.Repository.Value)}.RepositoryUri")
                    )
                );
            }
        }

        if (plan.Settings.Images is { } images)
        {
            variables.Add(CodeBuildProject.Variable("STEVEDORE_IMAGES", string.Join(',', images)));
        }

        foreach (var (name, value) in plan.Build.Variables ?? [])
        {
            var (text, type) = BuildVariable.Of(value);
            variables.Add(CodeBuildProject.Variable(name, text, type));
        }

        return variables.Count == 0 ? null : new TemplateList(variables);
    }

    private TemplateText? Inline() => plan.Buildx is null ? null : new(InlineBuildspec.WithBuildx(plan));

    private StackRole Role() =>
        new(
            "BuildRole",
            $"Builds of {plan.Name}: pushes images, and cannot deploy",
            StackRole.TrustOf("codebuild", CodeBuildProject.Arn(plan.Name)),
            [
                CodeBuildProject.Log(plan.Name),
                .. artifacts?.Statements("handing on artifacts", reads: null, writes: CodePipelineResource.BuildOutput) ?? [],
                new(
                    "TestReports",
                    "reporting tests",
                    [
                        "codebuild:CreateReportGroup",
                        "codebuild:CreateReport",
                        "codebuild:UpdateReport",
                        "codebuild:BatchPutTestCases",
                        "codebuild:BatchPutCodeCoverages",
                    ],
                    [StackPlace.Arn("codebuild", $"report-group/{plan.Name}-*")]
                ),
                .. source.BuildStatements(),
                .. plan.Settings.Base is null ? [] : BaseImageSource.BuildStatements(plan),
                .. BuildVariable.Statements(plan),
                .. OwnImage(),
                .. BuildNetwork.Statements(plan),
                .. Policies.Statements.Of(plan.Needs, plan.Place),
            ]
        )
        {
            Name = plan.BaseAccount is null ? null : RoleName(plan),
        };

    private IEnumerable<Statement> OwnImage()
    {
        if (
            plan.Build.Image is { } image
            && Images.BaseReference.Parse(image) is { } reference
            && EcrHost.Place(reference.Host) is var (account, region)
        )
        {
            yield return new(
                "BuildImage",
                "pulling the image that builds run in",
                ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
                [
                    $"arn:{StackPlace.Partition}:ecr:{plan.Place.RegionOf(region)}:{plan.Place.AccountOf(account)}:repository/{reference.Repository}",
                ]
            );
        }
    }
}
