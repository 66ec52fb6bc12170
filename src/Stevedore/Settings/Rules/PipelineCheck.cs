using System.Text.Json;
using Stevedore.Settings.Layers;

namespace Stevedore.Settings.Rules;

/// <summary>Pipelines that cannot be, as far as settings alone tell.</summary>
internal static class PipelineCheck
{
    public static void All(SettingNode settings, ImmutableArray<string> environments, SettingFaults faults)
    {
        var pipelines = settings["pipelines"]?.Keys ?? [];
        var names = pipelines.Keys.ToArray();
        foreach (var (name, pipeline) in pipelines)
        {
            // Their files would be one where case does not count.
            if (Array.Find(names, other => other != name && other.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } other)
            {
                faults.Add(pipeline.Origin, $"pipelines.{name}", $"differs from '{other}' by case alone", "give one of them another name");
            }

            Pipeline one = new($"pipelines.{name}", pipeline, faults);
            PipelineSourceCheck.Of(one);
            PipelineBuildCheck.Of(one);
            PipelineStageCheck.Of(one, environments);
            Images(one, settings["images"]?.Keys ?? []);
            Project(one);
        }

        Buckets(pipelines, faults);
    }

    // What one pipeline hands on would lie where the other's roles read and write.
    private static void Buckets(OrderedDictionary<string, SettingNode> pipelines, SettingFaults faults)
    {
        Dictionary<(string Bucket, string Folder), string> taken = [];
        foreach (var (name, pipeline) in pipelines)
        {
            if (
                pipeline.TextOf("type") != "project"
                && pipeline["bucket"] is { Value: { } bucket } said
                && !taken.TryAdd((bucket, ArtifactFolder.Of(name)), name)
            )
            {
                faults.Add(
                    said.Origin,
                    $"pipelines.{name}.bucket",
                    $"has the artifacts of '{taken[(bucket, ArtifactFolder.Of(name))]}' in the same folder: CodePipeline cuts names to {ArtifactFolder.MostOfAPipeline} characters there",
                    "name another bucket, or give one of them a name that differs before the cut"
                );
            }
        }
    }

    private static void Images(Pipeline pipeline, OrderedDictionary<string, SettingNode> images)
    {
        foreach (var image in pipeline.Node["images"]?.Items ?? [])
        {
            if (!images.ContainsKey(image.Value!))
            {
                pipeline.Add(image, "images", $"there is no image '{image.Value}'", Nearest.Hint(image.Value!, images.Keys.ToArray()));
            }
        }
    }

    // What a project alone cannot have.
    private static void Project(Pipeline pipeline)
    {
        if (!pipeline.IsProject)
        {
            return;
        }

        foreach (var key in (string[])["stages", "base", "variables"])
        {
            if (pipeline.Node[key] is { } said && (said.Keys.Count > 0 || !said.Items.IsEmpty))
            {
                pipeline.Add(said, key, "a project alone has none", "leave the key out, or set type to pipeline");
            }
        }

        if (pipeline.Node["mode"] is { Value: not "queued" } mode)
        {
            pipeline.Add(mode, "mode", "a project alone has none", "leave the key out, or set type to pipeline");
        }

        if (pipeline.Node["build"]?["project"] is { Value: not null } there)
        {
            pipeline.Add(there, "build.project", "a project alone is the stack's own", "leave the key out, or set type to pipeline");
        }

        if (pipeline is { SourceType: "connection", Provider: "azure-devops" })
        {
            pipeline.Add(
                pipeline.Source?["provider"] ?? pipeline.Node,
                "source.provider",
                "CodeBuild does not read Azure DevOps by itself",
                "set type to pipeline, which hands it the source"
            );
        }
    }
}

/// <summary>A pipeline of the settings that is looked at.</summary>
/// <param name="Path">Where it stands.</param>
internal sealed record Pipeline(string Path, SettingNode Node, SettingFaults Faults)
{
    public bool IsProject => Node.TextOf("type") == "project";

    public SettingNode? Source => Node["source"];

    public string SourceType => Source?.TextOf("type") ?? "connection";

    public string Provider => Source?.TextOf("provider") ?? "github";

    public void Add(SettingNode at, string key, string problem, string hint) => Faults.Add(at.Origin, $"{Path}.{key}", problem, hint);
}

/// <summary>What a source cannot do without, and what it cannot do.</summary>
internal static class PipelineSourceCheck
{
    private static readonly ImmutableArray<(string Key, string Types)> Own =
    [
        ("provider", "connection"),
        ("connection", "connection"),
        ("clone", "connection"),
        ("create", "codecommit"),
        ("bucket", "s3"),
        ("key", "s3"),
        ("token", "github-v1"),
        ("repository", "connection codecommit github-v1"),
        ("branch", "connection codecommit github-v1"),
    ];

    private static string[] Needed(string type) =>
        type switch
        {
            "codecommit" => ["repository"],
            "s3" => ["bucket", "key"],
            "github-v1" => ["repository", "token"],
            _ => ["connection", "repository"],
        };

    public static void Of(Pipeline pipeline)
    {
        if (pipeline.Source is not { } source)
        {
            pipeline.Add(
                pipeline.Node,
                "source",
                "missing",
                """write "source": { "connection": "<name or ARN>", "repository": "acme/shop" }"""
            );
            return;
        }

        var type = pipeline.SourceType;
        foreach (var key in Needed(type).Where(key => source[key] is null))
        {
            pipeline.Add(source, $"source.{key}", "missing", $"add it: a source of type {type} has one");
        }

        foreach (var (key, types) in Own)
        {
            if (source[key] is { } said && !types.Split(' ').Contains(type))
            {
                pipeline.Add(
                    said,
                    $"source.{key}",
                    $"a source of type {type} has none",
                    $"leave it out, or set type to {types.Split(' ')[0]}"
                );
            }
        }

        Repository(pipeline, source);
        Connection(pipeline, source);
        Triggers(pipeline);
    }

    private static void Repository(Pipeline pipeline, SettingNode source)
    {
        if (source["repository"] is not { Value: { } name } said)
        {
            return;
        }

        var isPath = name.Contains('/', StringComparison.Ordinal);
        if (isPath == (pipeline.SourceType == "codecommit"))
        {
            pipeline.Add(
                said,
                "source.repository",
                $"'{name}' {(isPath ? "is a path, and CodeCommit has none" : "does not say whose it is")}",
                isPath ? "write the repository's name alone" : $"write it like acme/{name}"
            );
        }
    }

    private static void Connection(Pipeline pipeline, SettingNode source)
    {
        if (source["connection"] is { Value: { } connection } said)
        {
            Account(pipeline, said, "source.connection", connection);
        }
    }

    public static void Account(Pipeline pipeline, SettingNode said, string key, string connection)
    {
        if (connection.Split(':') is ["arn", _, _, _, var account, ..] && pipeline.Node.TextOf("account") is { } own && own != account)
        {
            pipeline.Add(
                said,
                key,
                $"the connection is in account {account}, and the pipeline in {own}",
                $"make a connection in {own} and name it: a pipeline uses those of its own account alone"
            );
        }
    }

    private static void Triggers(Pipeline pipeline)
    {
        if (pipeline.Node["triggers"] is not { } triggers)
        {
            return;
        }

        foreach (var (key, said) in triggers.Keys)
        {
            if (pipeline.SourceType != "connection")
            {
                pipeline.Add(
                    said,
                    $"triggers.{key}",
                    $"a source of type {pipeline.SourceType} cannot be started by {key}",
                    "leave it out: every change of the source starts it; triggers need a source of type connection"
                );
            }
            else if (pipeline is { Provider: "azure-devops" })
            {
                pipeline.Add(said, $"triggers.{key}", $"a connection to Azure DevOps cannot be started by {key}", "leave it out");
            }
            else if (key == "paths" && triggers["tags"] is not null)
            {
                pipeline.Add(said, "triggers.paths", "a tag has no changed files", "leave out paths or tags, or make a second pipeline");
            }

            if (said.Items.Length > 8)
            {
                pipeline.Add(
                    said,
                    $"triggers.{key}",
                    Invariant($"has {said.Items.Length} patterns, and CodePipeline takes 8"),
                    "leave some out"
                );
            }
        }
    }
}

/// <summary>Projects that would not build.</summary>
internal static class PipelineBuildCheck
{
    public static void Of(Pipeline pipeline)
    {
        var build = pipeline.Node["build"];
        if (build?["image"] is { Value: { } image } said)
        {
            var isArm = build.TextOf("platform") == "linux/arm64";
            if (isArm && IsX86(image))
            {
                pipeline.Add(
                    said,
                    "build.image",
                    $"'{image}' runs on x86, and the platform is linux/arm64",
                    "write aws/codebuild/amazonlinux-aarch64-standard:4.0, or set build.platform to linux/amd64"
                );
            }
            else if (!isArm && image.Contains("aarch64", StringComparison.Ordinal))
            {
                pipeline.Add(
                    said,
                    "build.image",
                    $"'{image}' runs on Arm, and the platform is linux/amd64",
                    "write aws/codebuild/amazonlinux-x86_64-standard:6.0, or set build.platform to linux/arm64"
                );
            }
        }

        if (build is not null && (build["buildx"] is null) != (build["buildxChecksum"] is null))
        {
            pipeline.Add(
                build["buildx"] ?? build["buildxChecksum"]!,
                "build.buildxChecksum",
                "a release and its checksum belong together",
                "write both, or neither: what is installed is held against its checksum"
            );
        }

        PullRequests(pipeline);
    }

    // arm64 images of CodeBuild have aarch64 in their names, and the others standard:7.0 or x86_64.
    private static bool IsX86(string image) =>
        image.Contains("x86_64", StringComparison.Ordinal) || image.StartsWith("aws/codebuild/standard:", StringComparison.Ordinal);

    private static void PullRequests(Pipeline pipeline)
    {
        if (
            pipeline.Node["pullRequests"] is { } said
            && (pipeline.SourceType is not ("connection" or "github-v1") || pipeline.Provider == "azure-devops")
        )
        {
            pipeline.Add(
                said,
                "pullRequests",
                "CodeBuild is not told of pull requests there",
                "leave it out: it builds those of GitHub, GitLab and Bitbucket"
            );
        }
        else if (pipeline.Node["pullRequests"] is { } settings)
        {
            Connection(pipeline, settings);
        }
    }

    // What a build's role may do, what is built may do: the token of the connection is good for all that it leads to.
    private static void Connection(Pipeline pipeline, SettingNode settings)
    {
        var own = settings["connection"];
        if (own is not null && pipeline.SourceType != "connection")
        {
            pipeline.Add(
                own,
                "pullRequests.connection",
                $"a source of type {pipeline.SourceType} has none",
                "leave it out, or set type to connection"
            );
        }
        else if (own is { Value: { } connection })
        {
            PipelineSourceCheck.Account(pipeline, own, "pullRequests.connection", connection);
        }

        if (
            settings["forks"] is { } forks
            && settings.FlagOf("forks") == true
            && pipeline.SourceType == "connection"
            && (own?.Value is null || own.Value == pipeline.Source?.TextOf("connection"))
        )
        {
            pipeline.Add(
                forks,
                "pullRequests.forks",
                "strangers' code could take the token of the source's connection, which is good for all its repositories",
                "name a connection that leads to this repository alone in pullRequests.connection, or leave forks out"
            );
        }
    }
}

/// <summary>Stages that cannot follow.</summary>
internal static class PipelineStageCheck
{
    public static void Of(Pipeline pipeline, ImmutableArray<string> environments)
    {
        Dictionary<string, string> names = new(StringComparer.OrdinalIgnoreCase) { ["Source"] = "Source", ["Build"] = "Build" };
        var stages = pipeline.Node["stages"]?.Items ?? [];
        for (var index = 0; index < stages.Length; index++)
        {
            One(pipeline with { Path = Invariant($"{pipeline.Path}.stages[{index}]") }, stages[index], environments, names);
        }

        if (
            stages.Any(stage => stage.TextOf("action") is null or "stevedore")
            && stages.FirstOrDefault(stage => stage.TextOf("action") == "codedeploy") is { } codeDeploy
        )
        {
            pipeline.Add(
                codeDeploy,
                "stages",
                "CodeDeploy takes its files from the top of the build's artifacts, and EcsDeploy from a folder in them",
                "deploy all stages in one way, or from two pipelines"
            );
        }
    }

    // What of a name is in the ids of its resources.
    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit));

    private static void One(Pipeline pipeline, SettingNode stage, ImmutableArray<string> environments, Dictionary<string, string> names)
    {
        var action = stage.TextOf("action") ?? "stevedore";
        var isProject = action.StartsWith(StageActionRule.Project, StringComparison.Ordinal);
        var environment = stage["environment"];
        if (environment is null && !isProject)
        {
            Add(stage, "environment", "missing", "name the section of environments that says what is deployed where");
        }
        else if (environment is { Value: { } name } && !environments.Contains(name))
        {
            Add(
                environment,
                "environment",
                $"there is no environment '{name}'",
                environments.IsEmpty ? "add it to environments" : Nearest.Hint(name, environments)
            );
        }

        var given = environment?.Value ?? (isProject ? action[StageActionRule.Project.Length..] : "");
        if (names.TryGetValue(Letters(given), out var same) && !same.Equals(given, StringComparison.OrdinalIgnoreCase))
        {
            Add(
                stage,
                "environment",
                $"'{given}' differs from the stage '{same}' by punctuation alone",
                "leave one of them out, or copy the environment under another name"
            );
        }
        else if (!names.TryAdd(Letters(given), given))
        {
            Add(
                stage,
                "environment",
                "another stage has the same name",
                "leave one of them out, or copy the environment under another name"
            );
        }

        if (stage["onFailure"] is { Value: "rollback" } rollback && pipeline.Node.TextOf("mode") == "parallel")
        {
            Add(
                rollback,
                "onFailure",
                "no stage of a parallel pipeline can roll back",
                "set mode to queued or superseded, or leave it out"
            );
        }

        foreach (var key in (string[])["application", "deploymentGroup"])
        {
            if (action == "codedeploy" && stage[key] is null)
            {
                Add(stage, key, "missing", "add it: CodeDeploy deploys a group of an application");
            }
            else if (action != "codedeploy" && stage[key] is { } said)
            {
                Add(said, key, $"means nothing with the action '{action}'", "leave it out, or set action to codedeploy");
            }
        }

        if (
            stage["approval"] is { Kind: JsonValueKind.Object } approval
            && approval.FlagOf("needed") == false
            && approval["roles"] is not null
        )
        {
            Add(approval, "approval", "names roles for what is not needed", "leave out needed, or roles");
        }

        void Add(SettingNode at, string key, string problem, string hint) => pipeline.Add(at, key, problem, hint);
    }
}
