using Stevedore.Aws.Permissions;
using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Sources;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Resources;

/// <summary>The project that builds pull requests. What it runs was written by somebody who may not push.</summary>
internal sealed class PullRequests(StackTemplate template, PipelinePlan plan, PipelineSource pipelineSource)
{
    private const string PublicHost = "public.ecr.aws";

    private readonly PipelineSource source = pipelineSource.OfPullRequests();

    private string Name => $"{plan.Name}-pull-requests";

    public void Add()
    {
        if (plan.Settings.PullRequests is null)
        {
            return;
        }

        var log = CodeBuildProject.AddLog(template, plan, "PullRequestLog", Name);
        var origin = source.ProjectSource(template);
        origin.Add("BuildSpec", InlineBuildspec.OfPullRequests(plan), "It stands here: a pull request cannot change what is run first.");
        template.Add(
            "PullRequestProject",
            new()
            {
                { "Type", "AWS::CodeBuild::Project" },
                {
                    "Properties",
                    new TemplateMap
                    {
                        { "Name", Name },
                        { "Description", $"Builds the pull requests of {plan.Source.Repository}, and pushes nothing" },
                        { "ServiceRole", Intrinsic.GetAtt("PullRequestRole.Arn") },
                        { "Source", origin },
                        {
                            "Artifacts",
                            new TemplateMap { { "Type", "NO_ARTIFACTS" } }
                        },
                        {
                            "Environment",
                            new TemplateMap
                            {
                                { "Type", plan.IsArm ? "ARM_CONTAINER" : "LINUX_CONTAINER" },
                                { "ComputeType", "BUILD_GENERAL1_SMALL" },
                                { "Image", CodeBuildProject.Image(plan.IsArm) },
                                { "PrivilegedMode", true, "Docker needs it. The machine is this build's own, and gone after it." },
                            }
                        },
                        { "TimeoutInMinutes", Intrinsic.Ref("BuildTimeout") },
                        { "ConcurrentBuildLimit", 5, "Whoever opens pull requests does not decide how much is spent." },
                        { "LogsConfig", CodeBuildProject.LogsConfig(log) },
                        { "Triggers", Triggers() },
                        { "Tags", template.TagList },
                    }
                },
            }
        );
        template.Add(Role());
        _ = template.Parameter(
            "BuildTimeout",
            Invariant($"{plan.Build.TimeoutMinutes ?? 60}"),
            "After how many minutes a build is ended.",
            "Number"
        );
    }

    private TemplateMap Triggers() =>
        new()
        {
            { "Webhook", true },
            {
                "FilterGroups",
                new TemplateList(
                    new TemplateList(
                        ConnectionSource.Filter("EVENT", "PULL_REQUEST_CREATED, PULL_REQUEST_UPDATED, PULL_REQUEST_REOPENED"),
                        ConnectionSource.Filter("BASE_REF", ConnectionSource.Anchored($"refs/heads/{plan.Branch}"))
                    )
                )
            },
            {
                "PullRequestBuildPolicy",
                new TemplateMap
                {
                    { "RequiresCommentApproval", plan.Settings.PullRequests!.Forks ?? false ? "DISABLED" : "FORK_PULL_REQUESTS" },
                },
                plan.Settings.PullRequests!.Forks ?? false
                    ? "Forks are built unasked: what strangers wrote runs here."
                    : "What comes from a fork is built when somebody who may push has looked at it."
            },
        };

    private StackRole Role() =>
        new(
            "PullRequestRole",
            $"Builds of pull requests to {plan.Name}: pushes nothing, and knows no secret but those for pulls",
            StackRole.TrustOf("codebuild", CodeBuildProject.Arn(Name)),
            [CodeBuildProject.Log(Name), .. source.BuildStatements(), .. Policies.Statements.Of(Pulls(), plan.Place)]
        );

    // Logins to registries that the settings push to are not among them, but to ECR and ECR Public: their tokens have this role's rights alone.
    private IEnumerable<(Permission, PermissionPlace)> Pulls()
    {
        var bases = plan.Needs.Where(need => need.Permission == EcrPermissions.Pull).ToList();
        var caches = plan
            .Repositories.Where(repository => repository.IsCache)
            .Select(repository => (EcrPermissions.Pull, new PermissionPlace(Name: repository.Name)));
        (Permission, PermissionPlace)[] pulls = [.. bases.Select(need => (need.Permission, need.Place)), .. caches];
        var login = pulls.Length == 0 ? [] : ((Permission, PermissionPlace)[])[(EcrPermissions.LogIn, new())];
        // What is built from there is not built without the login.
        var isPublic = plan
            .Ship.Images.SelectMany(image => image.Foreign)
            .Any(image => Images.BaseReference.Parse(image.Name)?.Host == PublicHost);
        var publicLogin = plan.Needs.Where(need =>
            isPublic && (need.Permission == EcrPublicPermissions.LogIn || need.Permission == EcrPublicPermissions.Bearer)
        );
        return [.. login, .. publicLogin, .. pulls, .. plan.PullSecrets];
    }
}
