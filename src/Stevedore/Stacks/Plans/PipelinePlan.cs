using Stevedore.Aws.Permissions;
using Stevedore.Planning;
using Stevedore.Settings;
using Stevedore.Stacks.Policies;

namespace Stevedore.Stacks.Plans;

/// <summary>A pipeline, decided before its templates are written.</summary>
internal sealed record PipelinePlan
{
    /// <summary>That of the stack, too.</summary>
    public required string Name { get; init; }

    /// <summary>What was chosen.</summary>
    public required PipelineSettings Settings { get; init; }

    /// <summary>Where its stack is.</summary>
    public required StackPlace Place { get; init; }

    /// <summary>What its build ships.</summary>
    public required ShipPlan Ship { get; init; }

    /// <summary>The repositories that its stack makes.</summary>
    public ImmutableArray<RepositoryPlan> Repositories { get; init; } = [];

    /// <summary>What the build needs in AWS, besides what CodeBuild itself does.</summary>
    public ImmutableArray<(Permission Permission, PermissionPlace Place)> Needs { get; init; } = [];

    /// <summary>The secrets of registries that are logged in to for pulls alone.</summary>
    public ImmutableArray<(Permission Permission, PermissionPlace Place)> PullSecrets { get; init; } = [];

    /// <summary>The registries that are pulled from with credentials that push elsewhere, which a pull request does not get.</summary>
    public ImmutableArray<string> WithheldLogins { get; init; } = [];

    /// <summary>What follows the build.</summary>
    public ImmutableArray<StagePlan> Stages { get; init; } = [];

    /// <summary>The commands of the inline buildspecs, which fetch the tool and run it: <c>dotnet tool restore</c>, <c>dotnet stevedore</c>.</summary>
    public required ToolCommands Tool { get; init; }

    /// <summary>What a person should know.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    public bool IsProject => Settings.Type == "project";

    public PipelineSourceSettings Source => Settings.Source!;

    public string SourceType => Source.Type ?? "connection";

    public string Branch => Source.Branch ?? "main";

    public PipelineBuildSettings Build => Settings.Build ?? new();

    public bool IsArm => Build.Platform == "linux/arm64";

    /// <summary>The buildx that the build installs first; null where that of its image does.</summary>
    public BuildxRelease? Buildx =>
        Build is { Buildx: { } release, BuildxChecksum: { } checksum } ? new(release, checksum)
        : Build.Project is null && Ship.Builder.Settings.Driver == "cloud" ? BuildxRelease.OfCloud(IsArm)
        : null;

    /// <summary>Whether CodeBuild reads the source by itself, so that its project can be started by hand and has a badge.</summary>
    public bool HasOwnSource => SourceType != "connection" || Source.Provider != "azure-devops";

    /// <summary>The account of the base image where that is another; else null.</summary>
    public string? BaseAccount => Settings.Base?.Account is { } account && account != Place.Account ? account : null;

    /// <summary>The artifact that names the base image, as an image's contexts call it; null where no image is built on it.</summary>
    public string? TakenArtifact { get; init; }

    /// <summary>The same, with a name of its own where no image has one for it.</summary>
    public string BaseArtifact => TakenArtifact ?? "BaseImage";

    /// <summary>Whether artifacts are read by roles of another account, which the bucket's own encryption shuts out.</summary>
    public bool SharesArtifacts => BaseAccount is not null || Stages.Any(stage => stage.ActionRole is not null);

    /// <summary>Whether the build's artifacts hold a folder with the outputs, beside the settings and what fetches the tool.</summary>
    public bool HandsOnSettings => Stages.Any(stage => stage.Action == StageAction.Stevedore);

    /// <summary>Whether the build's artifacts hold what CodeDeploy makes a task of, all of it without folders.</summary>
    public bool HandsOnDefinitions => Stages.Any(stage => stage.Action == StageAction.CodeDeploy);
}

/// <summary>How a build gets the tool.</summary>
/// <param name="Prepare">Commands before it; empty for none.</param>
/// <param name="Format">What runs it, with <c>{0}</c> for what it is asked.</param>
/// <param name="IsByTarget">Whether it is asked for a target, and not by a verb.</param>
/// <param name="Files">What of the repository a deployment needs to run it.</param>
internal sealed record ToolCommands(ImmutableArray<string> Prepare, string Format, bool IsByTarget, ImmutableArray<string> Files)
{
    public static ToolCommands OfManifest { get; } =
        new(
            ["dotnet tool restore"],
            "dotnet stevedore {0}",
            IsByTarget: false,
            [".config/dotnet-tools.json", "global.json", "nuget.config"]
        );

    /// <summary>The commands of a buildspec.</summary>
    public string[] Of(string verb, string target, string arguments = "") =>
        [.. Prepare, Format.Replace("{0}", (IsByTarget ? $"--target={target}" : verb) + arguments, StringComparison.Ordinal)];
}

/// <summary>A repository of ECR.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsCache">Whether it holds layers instead of images.</param>
/// <param name="IsImmutable">Whether tags keep their images.</param>
/// <param name="MovingTags">Patterns of those that do not.</param>
/// <param name="Marks">Patterns of those that mark what is deployed.</param>
internal sealed record RepositoryPlan(
    string Name,
    bool IsCache,
    bool IsImmutable,
    ImmutableArray<string> MovingTags,
    ImmutableArray<string> Marks
)
{
    /// <summary>The name of its registry in the settings.</summary>
    public string Registry { get; init; } = "";

    /// <summary>Roles of other accounts that pull, by account.</summary>
    public ImmutableArray<(string Account, ImmutableArray<string> Roles)> Readers { get; init; } = [];
}

/// <summary>What deploys.</summary>
internal enum StageAction
{
    Stevedore,
    Ecs,
    CodeDeploy,
    Project,
}

/// <summary>A stage behind the build.</summary>
/// <param name="Name">That of the environment, or of the project that it runs.</param>
/// <param name="Settings">What was chosen.</param>
internal sealed record StagePlan(string Name, PipelineStageSettings Settings)
{
    public StageAction Action { get; init; }

    /// <summary>The project that it runs; null for none that is there.</summary>
    public string? Project { get; init; }

    /// <summary>What is deployed where; null where it runs a project.</summary>
    public DeployPlan? Deploy { get; init; }

    public bool NeedsApproval => Settings.Approval is { } approval && (approval.Needed ?? true);

    /// <summary>The role of another account that CodePipeline's own action runs with; null for the pipeline's.</summary>
    public string? ActionRole =>
        this is { Action: StageAction.Ecs or StageAction.CodeDeploy, Deploy: { IsElsewhere: true } deploy } ? deploy.Role : null;

    /// <summary>The name in a logical id: letters and digits.</summary>
    public string Id => LogicalId.Of(Name);
}

/// <summary>Where services are deployed, and with what.</summary>
/// <param name="Account">Null for that of the stack.</param>
/// <param name="Region">Null for that of the stack.</param>
/// <param name="Role">The role that deploys there; null for that of the stage.</param>
internal sealed record DeployPlan(string? Account, string? Region, string? Role)
{
    /// <summary>Whether it is another account than the stack's.</summary>
    public bool IsElsewhere { get; init; }

    public ImmutableArray<DeployedService> Services { get; init; } = [];

    /// <summary>Names or ARNs of the roles that tasks run with.</summary>
    public ImmutableArray<string> TaskRoles { get; init; } = [];

    /// <summary>Secrets that tasks get, by name or ARN.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <summary>Images that containers are told to run by name.</summary>
    public ImmutableArray<string> Images { get; init; } = [];

    /// <summary>Files of the repository that task definitions are made of.</summary>
    public ImmutableArray<string> Definitions { get; init; } = [];

    /// <summary>Whether a task runs before a service is updated.</summary>
    public bool RunsTask { get; init; }

    /// <summary>How long it may take, in minutes.</summary>
    public int Minutes { get; init; } = 30;
}

/// <summary>A service.</summary>
/// <param name="Family">That of its task definitions.</param>
internal sealed record DeployedService(string Cluster, string Service, string Family);

/// <summary>Names of resources in templates.</summary>
internal static class LogicalId
{
    /// <summary>A text in letters and digits, each word with a capital letter in front.</summary>
    public static string Of(string text)
    {
        System.Text.StringBuilder id = new();
        var begins = true;
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter))
            {
                begins = true;
                continue;
            }

            _ = id.Append(begins ? char.ToUpperInvariant(letter) : letter);
            begins = false;
        }

        return id.ToString();
    }
}
