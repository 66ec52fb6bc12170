using System.Globalization;
using Stevedore.Images;

namespace Stevedore.Planning.Dockerfiles;

/// <summary>The stages of a Dockerfile as one build links them.</summary>
internal sealed class StageGraph
{
    private readonly DockerfileBuild build;
    private readonly Dictionary<string, string?> variables;
    private readonly List<Node> nodes = [];
    private readonly Dictionary<string, Node> byName = new(StringComparer.OrdinalIgnoreCase);

    private StageGraph(Dockerfile file, DockerfileBuild build)
    {
        this.build = build;
        variables = BuildVariables.Of(file, build);
        foreach (var stage in file.Stages)
        {
            var node = Linked(stage, file.Escape);
            nodes.Add(node);
            if (stage.Name is not null)
            {
                byName[stage.Name] = node;
            }
        }
    }

    /// <summary>What a build of this Dockerfile takes from elsewhere.</summary>
    public static ExternalSources Needs(Dockerfile file, DockerfileBuild build)
    {
        var graph = new StageGraph(file, build);
        var target = build.Target is null ? graph.nodes.LastOrDefault() : graph.byName.GetValueOrDefault(build.Target);
        if (target is null)
        {
            return new(null, []);
        }

        ImmutableArray<ExternalSource> all = [.. graph.Reachable(target).SelectMany(graph.AllTaken).Distinct()];
        return new(graph.Base(target) is { } standsOn && IsReference(standsOn) ? standsOn : null, [.. all.Where(IsReference)])
        {
            Others = [.. all.Where(source => !IsReference(source)).Select(source => source.Name)],
        };
    }

    private static bool IsReference(ExternalSource source) => source.Context is not null || BaseReference.Parse(source.Name) is not null;

    // A stage of that name before this one comes before an image; a context of the stage's own name takes its place.
    private Node Linked(Stage stage, char escape)
    {
        var name = Expanded(stage.Base, escape);
        var context = stage.Name is null or "scratch" or "context" ? null : ContextFor(stage.Name);
        var under = context is null && name is not null && byName.TryGetValue(name, out var found) ? found : null;
        var platform = stage.Platform is null ? build.Platform : Platform.TryParseShort(Expanded(stage.Platform, escape));
        return new(stage, name, context, under, platform);
    }

    private string? Expanded(string? word, char escape) => word is null ? null : new ShellWord(word, escape, variables).Expand();

    private ExternalSource? Base(Node node)
    {
        while (node.Under is { } under)
        {
            node = under;
        }

        return Taken(node);
    }

    // In the order of the file.
    private IEnumerable<Node> Reachable(Node target)
    {
        var reached = new HashSet<Node>();
        var open = new Stack<Node>([target]);
        while (open.TryPop(out var node))
        {
            if (reached.Add(node))
            {
                foreach (var next in Stages(node))
                {
                    open.Push(next);
                }
            }
        }

        return nodes.Where(reached.Contains);
    }

    private IEnumerable<Node> Stages(Node node) => Sources(node).Select(Find).Append(node.Under).OfType<Node>();

    private IEnumerable<ExternalSource> AllTaken(Node node)
    {
        var others = Sources(node)
            .Where(source => Index(source) is null && !byName.ContainsKey(source.From))
            .Select(source => Image(source.From, build.Platform));
        return (node.Under is null ? others.Prepend(Taken(node)) : others).OfType<ExternalSource>();
    }

    private ExternalSource? Taken(Node node) =>
        node.Context is { } context ? new(context, context, node.Platform)
        : node.Name is { } name ? Image(name, node.Platform)
        : null;

    private static IEnumerable<StageSource> Sources(Node node) =>
        node.Context is not null ? []
        : node.Under is { } under ? under.Stage.Triggers.Concat(node.Stage.Sources)
        : node.Stage.Sources;

    private Node? Find(StageSource source) =>
        Index(source) is { } index ? (index >= 0 && index < nodes.Count ? nodes[index] : null) : byName.GetValueOrDefault(source.From);

    private static int? Index(StageSource source) =>
        source.MayBeIndex && int.TryParse(source.From, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;

    private ExternalSource? Image(string name, Platform? platform) =>
        name is "scratch" or "" ? null : new(name, ContextFor(name), platform);

    private string? ContextFor(string name) =>
        BaseReference.Parse(name)?.ContextName is { } context && build.Contexts.Contains(context) ? context : null;

    // No record: two stages may say the same.
    private sealed class Node(Stage stage, string? name, string? context, Node? under, Platform? platform)
    {
        public Stage Stage => stage;

        public string? Name => name;

        public string? Context => context;

        public Node? Under => under;

        public Platform? Platform => platform;
    }
}
