using Stevedore.Source;
using Stevedore.Stacks.Plans;

namespace Stevedore.Stacks.Resources;

/// <summary>Buildspecs that stand in templates, where the repository's own must not decide.</summary>
internal static class InlineBuildspec
{
    /// <summary>What CodeDeploy takes, from the top of the repository.</summary>
    public const string TaskDefinition = "taskdef.json";
    public const string AppSpec = "appspec.yaml";

    /// <summary>The variable in which a build says what it hands on, and against which a deployment holds what it gets.</summary>
    public const string HandedOn = "STEVEDORE_HANDED_ON";

    // What a deployment runs is copied here, and nothing else of the artifact.
    private const string Folder = "/tmp/handed-on";
    private const string Every = "/**/*";

    /// <summary>Ships with a release of buildx that CodeBuild's images lack.</summary>
    public static string WithBuildx(PipelinePlan plan) =>
        Text(
            Install(plan),
            [.. plan.Tool.Of("ship", "Ship"), .. plan.HandsOnSettings ? (string[])[Export(plan)] : []],
            plan.IsProject ? [] : ArtifactFiles(plan),
            plan.HandsOnSettings,
            plan.HandsOnDefinitions
        );

    /// <summary>Builds and pushes nothing.</summary>
    public static string OfPullRequests(PipelinePlan plan) => Text(Install(plan), plan.Tool.Of("build", "ShipBuild"), [], isWhole: false);

    /// <summary>Deploys what the build shipped, if it is that.</summary>
    public static string OfDeployment(PipelinePlan plan, string environment) =>
        Text(
            [],
            [
                // Nothing of the artifact has run until here.
                $"mkdir -p {Folder} && cp --parents -t {Folder} {Words(plan)} && cd {Folder} && export CODEBUILD_SRC_DIR={Folder}",
                $"test \"$({Digest(plan)})\" = \"${HandedOn}\" || {{ echo 'The artifact is not what the build of this execution handed on. Nothing is deployed.' >&2; false; }}",
                .. plan.Tool.Of("ecs deploy", "EcsDeploy", $" --environment={environment}"),
            ],
            [],
            isWhole: false
        );

    /// <summary>The last command of a build, which says what it hands on.</summary>
    public static string Export(PipelinePlan plan) => $"export {HandedOn}=$({Digest(plan)})";

    /// <summary>What a build hands on.</summary>
    public static ImmutableArray<string> ArtifactFiles(PipelinePlan plan) =>
        plan.HandsOnSettings
            ?
            [
                "artifacts/imagedefinitions.json",
                "artifacts/imageDetail.json",
                "artifacts/release.json",
                "stevedore.json",
                .. plan
                    .Stages.Where(stage => stage.Action == StageAction.Stevedore)
                    .SelectMany(stage => stage.Deploy!.Definitions)
                    .Distinct(StringComparer.Ordinal),
                .. plan.Tool.Files,
            ]
        : plan.HandsOnDefinitions
            ? ["artifacts/imagedefinitions.json", "artifacts/imageDetail.json", "artifacts/release.json", TaskDefinition, AppSpec]
        : ["imagedefinitions.json", "imageDetail.json", "release.json"];

    private static string[] Install(PipelinePlan plan)
    {
        const string plugin = "/root/.docker/cli-plugins/docker-buildx";
        return plan.Buildx is { } release
            ?
            [
                "mkdir -p /root/.docker/cli-plugins",
                $"curl -fsSL --retry 3 -o {plugin} {release.Address(plan.IsArm)}",
                $"echo '{release.Checksum}  {plugin}' | sha256sum -c -",
                $"chmod 755 {plugin}",
            ]
            : [];
    }

    private static string Digest(PipelinePlan plan) => $"sha256sum {Words(plan)} | sha256sum | cut -c1-64";

    // The same in a build and in a deployment. What a glob of CodeBuild makes of hidden files is not known, so they do not count.
    private static string Words(PipelinePlan plan) =>
        string.Join(
            ' ',
            ArtifactFiles(plan)
                .Select(file =>
                    file.EndsWith(Every, StringComparison.Ordinal)
                        ? $"$(find {ShellWord.Of(file[..^Every.Length])} -type f ! -path '*/.*' | LC_ALL=C sort)"
                        : ShellWord.Of(file)
                )
        );

    private static string Text(string[] install, string[] build, ImmutableArray<string> artifacts, bool isWhole, bool isFlat = false)
    {
        List<string> lines = ["version: 0.2"];
        if (build.Any(command => command.StartsWith($"export {HandedOn}=", StringComparison.Ordinal)))
        {
            lines.AddRange(["env:", "  exported-variables:", $"    - {HandedOn}"]);
        }

        lines.Add("phases:");
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
