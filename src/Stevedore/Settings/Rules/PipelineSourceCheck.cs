using Stevedore.Settings.Layers;

namespace Stevedore.Settings.Rules;

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
