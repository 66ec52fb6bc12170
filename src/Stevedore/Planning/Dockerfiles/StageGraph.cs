using System.Globalization;
using Stevedore.Images;

namespace Stevedore.Planning.Dockerfiles;

/// <summary>The stages of a Dockerfile as one build links them.</summary>
internal sealed class StageGraph
{
    private readonly DockerfileBuild build;
    private readonly Dictionary<string, string?> variables;
    private readonly List<Node> nodes = [];
    private readonly Dictionary<string, int> byName = new(StringComparer.OrdinalIgnoreCase);

    private StageGraph(Dockerfile file, DockerfileBuild build)
    {
        this.build = build;
        variables = BuildVariables.Of(file, build);
        foreach (var stage in file.Stages)
        {
            nodes.Add(Linked(stage, file.Escape));
            if (stage.Name is not null)
            {
                byName[stage.Name] = nodes.Count - 1;
            }
        }
    }

    /// <summary>What a build of this Dockerfile takes from elsewhere.</summary>
    public static ExternalSources Needs(Dockerfile file, DockerfileBuild build)
    {
        var graph = new StageGraph(file, build);
        var target = build.Target is null ? graph.nodes.Count - 1 : graph.byName.GetValueOrDefault(build.Target, -1);
        if (target < 0)
        {
            return new(null, []);
        }

        var all = graph.Reachable(target).SelectMany(graph.Taken).Distinct().ToLookup(IsReference);
        return new(graph.Base(target) is { } standsOn && IsReference(standsOn) ? standsOn : null, [.. all[true]])
        {
            Others = [.. all[false].Select(source => source.Name)],
        };
    }

    private static bool IsReference(ExternalSource source) => source.Context is not null || BaseReference.Parse(source.Name) is not null;

    // A stage of that name before this one comes before an image; a context of the stage's own name takes its place.
    private Node Linked(Stage stage, char escape)
    {
        var name = Expanded(stage.Base, escape);
        var context = stage.Name is null or "scratch" or "context" ? null : ContextFor(stage.Name);
        var under = context is null && name is not null && byName.TryGetValue(name, out var found) ? found : (int?)null;
        var platform = stage.Platform is null ? build.Platform : Platform.TryParseShort(Expanded(stage.Platform, escape));
        return new(stage, name, context, under, platform);
    }

    private string? Expanded(string? word, char escape) => word is null ? null : new ShellWord(word, escape, variables).Expand();

    private ExternalSource? Base(int position)
    {
        while (nodes[position].Under is { } under)
        {
            position = under;
        }

        return Taken(nodes[position]);
    }

    private SortedSet<int> Reachable(int target)
    {
        var reached = new SortedSet<int>();
        var open = new Stack<int>([target]);
        while (open.TryPop(out var position))
        {
            if (reached.Add(position))
            {
                foreach (var next in Stages(nodes[position]))
                {
                    open.Push(next);
                }
            }
        }

        return reached;
    }

    private IEnumerable<int> Stages(Node node) => Sources(node).Select(Position).Append(node.Under).OfType<int>();

    private IEnumerable<ExternalSource> Taken(int position)
    {
        var node = nodes[position];
        var others = Sources(node)
            .Where(source => Index(source) is null && !byName.ContainsKey(source.From))
            .Select(source => Image(source.From, build.Platform));
        return (node.Under is null ? others.Prepend(Taken(node)) : others).OfType<ExternalSource>();
    }

    private ExternalSource? Taken(Node node) =>
        node.Context is { } context ? new(context, context, node.Platform)
        : node.Name is { } name ? Image(name, node.Platform)
        : null;

    private IEnumerable<StageSource> Sources(Node node) =>
        node.Context is not null ? []
        : node.Under is { } under ? nodes[under].Stage.Triggers.Concat(node.Stage.Sources)
        : node.Stage.Sources;

    private int? Position(StageSource source) =>
        Index(source) is { } index ? (index >= 0 && index < nodes.Count ? index : null)
        : byName.TryGetValue(source.From, out var named) ? named
        : null;

    private static int? Index(StageSource source) =>
        source.MayBeIndex && int.TryParse(source.From, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;

    private ExternalSource? Image(string name, Platform? platform) =>
        name is "scratch" or "" ? null : new(name, ContextFor(name), platform);

    private string? ContextFor(string name) =>
        BaseReference.Parse(name)?.ContextName is { } context && build.Contexts.Contains(context) ? context : null;

    private sealed record Node(Stage Stage, string? Name, string? Context, int? Under, Platform? Platform);
}
