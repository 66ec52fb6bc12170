using Stevedore.Images;
using Stevedore.Planning.Dockerfiles;
using Stevedore.Settings;
using Stevedore.Templates;

namespace Stevedore.Planning;

/// <summary>Finds what each image is made from: its Dockerfile and its named contexts say it together.</summary>
internal sealed class ImageBases(PlanInputs inputs)
{
    private const string Built = "target:";

    /// <summary>What a context that is an image in a registry begins with.</summary>
    public const string Direct = "docker-image://";

    /// <summary>What a context begins with that is the image of a CodePipeline ECR source, in the settings.</summary>
    public const string Artifact = "artifact:";
    private static readonly Dockerfile Nothing = Dockerfile.Parse("");
    private readonly Dictionary<(string, Platform), ImageNeeds> known = [];

    /// <summary>The image of the same run that a named context is; null for any other context.</summary>
    public static string? Linked(string context) => context.StartsWith(Built, StringComparison.Ordinal) ? context[Built.Length..] : null;

    /// <summary>What a build for one platform needs.</summary>
    public ImageNeeds Needs(string name, Platform platform)
    {
        if (!known.TryGetValue((name, platform), out var needs))
        {
            known[(name, platform)] = needs = Read(name, platform);
        }

        return needs;
    }

    /// <summary>What a build for these platforms needs.</summary>
    public ImageNeeds Needs(string name, ImmutableArray<Platform> platforms) =>
        ImageNeeds.Of(platforms.Select(platform => Needs(name, platform)));

    /// <summary>Named contexts as bake takes them, under the names that BuildKit looks for.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Contexts(string name) =>
        [.. Named(name).Select(context => KeyValuePair.Create(context.Key, Context(context.Value)))];

    private ImageNeeds Read(string name, Platform platform)
    {
        var image = Image(name);
        var contexts = Named(name);
        var dockerfile = inputs.Dockerfiles.GetValueOrDefault(name, Nothing);
        var arguments = Values(image);
        var sources = StageGraph.Needs(dockerfile, new(image.Target, arguments, contexts.Keys.ToHashSet(StringComparer.Ordinal), platform));
        return new(
            sources.Base is { } standsOn ? Foreign(standsOn, contexts) : null,
            sources.Base is { } standing ? Link(standing, contexts)?.Image : null,
            [.. sources.All.Select(source => Foreign(source, contexts)).OfType<BaseImage>().Distinct()],
            [.. sources.All.Select(source => Link(source, contexts)).OfType<ImageLink>().Distinct()]
        )
        {
            Frontend = Frontend.Of(dockerfile.Frontend, arguments),
            Pins = Frontend.TakesImagesByContext(dockerfile.Frontend, arguments)
                ? [.. sources.All.SelectMany(source => Pin(source, contexts, dockerfile)).Distinct()]
                : [],
        };
    }

    private IEnumerable<KeyValuePair<string, string>> Pin(
        ExternalSource source,
        Dictionary<string, string> contexts,
        Dockerfile dockerfile
    ) =>
        Foreign(source, contexts) is { IsPinned: false, Digest: not null } foreign
        && (source.Context ?? BaseReference.Parse(source.Name)?.ContextName) is { } context
        // It would take the place of the stage.
        && !dockerfile.Stages.Any(stage => string.Equals(stage.Name, context, StringComparison.OrdinalIgnoreCase))
            ? [KeyValuePair.Create(context, Direct + foreign.Reference)]
            : [];

    private ImageLink? Link(ExternalSource source, Dictionary<string, string> contexts) =>
        source.Context is { } context && Linked(Context(contexts[context])) is { } image ? new(image, source.Platform) : null;

    private BaseImage? Foreign(ExternalSource source, Dictionary<string, string> contexts)
    {
        if (source.Context is not { } context)
        {
            return Foreign(source.Name, isChosen: false);
        }

        var written = contexts[context];
        var target = Context(written);
        return target.StartsWith(Direct, StringComparison.Ordinal) && target != Direct + "scratch"
            ? Foreign(target[Direct.Length..], written.StartsWith(Artifact, StringComparison.Ordinal))
            : null;
    }

    private BaseImage Foreign(string reference, bool isChosen)
    {
        var digest = BaseReference.Parse(reference)?.Digest;
        return new(reference, digest ?? inputs.BaseDigests?.GetValueOrDefault(reference)) { IsPinned = isChosen || digest is not null };
    }

    private string Context(string value) =>
        ImageOrder.IsLink(value) ? Built + value["image:".Length..]
        : value.StartsWith(Artifact, StringComparison.Ordinal) ? Direct + (inputs.Artifacts[value[Artifact.Length..]] ?? $"<{value}>")
        : value;

    private Dictionary<string, string> Named(string name)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (written, value) in Image(name).Contexts ?? [])
        {
            var context = BaseReference.Parse(written)?.ContextName ?? written;
            if (!named.TryAdd(context, value))
            {
                throw new StevedoreException(
                    $"Cannot build '{name}'",
                    $"'{context}' stands in images.{name}.contexts under several names, which are one to docker ('{written}' among them)",
                    "Keep one of them."
                );
            }
        }

        return named;
    }

    private ImageSettings Image(string name) => inputs.Settings.Values.Images![name];

    // As docker gets them. None of them can hold the digest of the base that they help to name.
    private Dictionary<string, string?> Values(ImageSettings image)
    {
        var values = TagValues.From(inputs.Source, null);
        return (image.Args ?? [])
            .Select(argument => (argument.Key, Template: TagTemplate.Parse(argument.Value)))
            .Select(argument => (argument.Key, Value: argument.Template.ExpandOrNull(values), argument.Template))
            .Where(argument => argument.Value is not null || argument.Template.Uses(TemplateField.Base))
            .ToDictionary(argument => argument.Key, argument => argument.Value, StringComparer.Ordinal);
    }
}
