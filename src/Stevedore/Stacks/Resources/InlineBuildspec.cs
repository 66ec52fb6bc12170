using Stevedore.Stacks.Plans;

namespace Stevedore.Stacks.Resources;

/// <summary>Buildspecs that stand in templates, where the repository's own must not decide.</summary>
internal static class InlineBuildspec
{
    /// <summary>What CodeDeploy takes, from the top of the repository.</summary>
    public const string TaskDefinition = "taskdef.json";
    public const string AppSpec = "appspec.yaml";

    /// <summary>Ships with a release of buildx that CodeBuild's images lack.</summary>
    public static string WithBuildx(PipelinePlan plan, string release, string checksum)
    {
        var file = $"buildx-{release}.linux-{(plan.IsArm ? "arm64" : "amd64")}";
        return Text(
            [
                "mkdir -p /root/.docker/cli-plugins",
                $"curl -fsSL --retry 3 -o /root/.docker/cli-plugins/docker-buildx https://github.com/docker/buildx-desktop/releases/download/{release}/{file}",
                $"echo '{checksum}  /root/.docker/cli-plugins/docker-buildx' | sha256sum -c -",
                "chmod 755 /root/.docker/cli-plugins/docker-buildx",
            ],
            plan.Tool.Of("ship", "Ship"),
            plan.IsProject ? [] : ArtifactFiles(plan),
            plan.HandsOnSettings,
            plan.HandsOnDefinitions
        );
    }

    /// <summary>Builds and pushes nothing.</summary>
    public static string OfPullRequests(PipelinePlan plan) => Text([], plan.Tool.Of("build", "ShipBuild"), [], isWhole: false);

    /// <summary>Deploys what the build shipped.</summary>
    public static string OfDeployment(PipelinePlan plan, string environment) =>
        Text([], plan.Tool.Of("ecs deploy", "EcsDeploy", $" --environment={environment}"), [], isWhole: false);

    /// <summary>What a build hands on.</summary>
    public static ImmutableArray<string> ArtifactFiles(PipelinePlan plan) =>
        plan.HandsOnSettings
            ?
            [
                "artifacts/imagedefinitions.json",
                "artifacts/imageDetail.json",
                "artifacts/release.json",
                "stevedore.json",
                .. plan.Tool.Files,
            ]
        : plan.HandsOnDefinitions
            ? ["artifacts/imagedefinitions.json", "artifacts/imageDetail.json", "artifacts/release.json", TaskDefinition, AppSpec]
        : ["imagedefinitions.json", "imageDetail.json", "release.json"];

    private static string Text(string[] install, string[] build, ImmutableArray<string> artifacts, bool isWhole, bool isFlat = false)
    {
        List<string> lines = ["version: 0.2", "phases:"];
        if (install.Length > 0)
        {
            lines.AddRange(["  install:", "    commands:", .. install.Select(Command)]);
        }

        lines.AddRange(["  build:", "    commands:", .. build.Select(Command)]);
        if (!artifacts.IsEmpty)
        {
            lines.Add("artifacts:");
            if (isFlat)
            {
                lines.Add("  discard-paths: yes");
            }
            else if (!isWhole)
            {
                lines.Add("  base-directory: artifacts");
            }

            lines.AddRange(["  files:", .. artifacts.Select(file => $"    - {file}")]);
        }

        return string.Join('\n', lines) + "\n";
    }

    // A colon followed by a blank would begin a mapping.
    private static string Command(string command) =>
        command.Contains(": ", StringComparison.Ordinal) || command.StartsWith('(') || command.Contains(" #", StringComparison.Ordinal)
            ? $"      - >-\n        {command}"
            : $"      - {command}";
}
