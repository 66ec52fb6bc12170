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
        Projects(pipelines, faults);
    }

    // A project, its log and its role belong to one stack, whatever it is for there.
    private static void Projects(OrderedDictionary<string, SettingNode> pipelines, SettingFaults faults)
    {
        Dictionary<string, string> taken = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, pipeline) in pipelines)
        {
            foreach (var project in ProjectsOf(name, pipeline))
            {
                if (!taken.TryAdd(project, name) && !taken[project].Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    faults.Add(
                        pipeline.Origin,
                        $"pipelines.{name}",
                        $"has a project {project}, and '{taken[project]}' has one of that name",
                        "give one of them another name"
                    );
                }
            }
        }
    }

    private static IEnumerable<string> ProjectsOf(string name, SettingNode pipeline) =>
        [
            .. pipeline["build"]?["project"] is { Value: not null } ? [] : (string[])[name],
            .. pipeline["pullRequests"] is null ? [] : (string[])[$"{name}-pull-requests"],
            .. (pipeline["stages"]?.Items ?? [])
                .Where(stage => stage.TextOf("action") is null or "stevedore")
                .Select(stage => stage.TextOf("environment"))
                .OfType<string>()
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(environment => $"{name}-deploy-{environment}"),
        ];

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
