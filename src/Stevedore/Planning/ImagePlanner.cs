using Stevedore.Images;
using Stevedore.Planning.Tags;
using Stevedore.Settings;
using Stevedore.Source;
using Stevedore.Templates;

namespace Stevedore.Planning;

internal sealed class ImagePlanner(
    PlanInputs inputs,
    ImageBases bases,
    IReadOnlyDictionary<string, PlatformChoice> platforms,
    ImmutableArray<RegistryPlan> registries,
    ImmutableArray<RegistryKind> kinds,
    List<string> notes,
    List<string> warnings
)
{
    // Stands in for a digest that is asked only when shipping, so that a plan can be shown without a registry.
    private static readonly Digest Unasked = Digest.Parse("sha256:" + new string('0', 64));
    private readonly StevedoreSettings settings = inputs.Settings.Values;
    private readonly Dictionary<string, BaseImage?> bottoms = new(StringComparer.Ordinal);
    private readonly CacheHomes caches = new(inputs.Settings.Values, registries, kinds);

    public ImagePlan Plan(string name, bool isShipped)
    {
        var image = settings.Images![name];
        var needs = Needs(name);
        var standsOn = Bottom(name);
        var tags = Tags(name, image, standsOn);
        ImmutableArray<Destination> destinations = [.. Destinations(image)];
        NoteContainer(name, image);
        var (cache, cacheHome) = caches.Of(image, destinations);
        warnings.AddRange(isShipped && caches.Warning(name, cacheHome) is { } warning ? [warning] : Array.Empty<string>());
        ImmutableArray<KeyValuePair<string, string>> arguments =
        [
            .. (image.Args ?? []).SelectMany(argument => Argument(argument, standsOn)),
        ];
        var epoch = SourceDateEpoch.Of(name, arguments, inputs.Source);
        var takesEpoch = epoch is not null && TakesEpoch(name, arguments);
        return new()
        {
            Name = ImageName.Parse(name),
            IsShipped = isShipped,
            Context = image.Context!,
            Dockerfile = image.Dockerfile!,
            Target = image.Target,
            Arguments = takesEpoch ? [new(SourceDateEpoch.Argument, Invariant($"{epoch}")), .. arguments] : arguments,
            Epoch = epoch,
            TakesEpoch = takesEpoch,
            Contexts = bases.Contexts(name),
            Pins = needs.Pins,
            Platforms = platforms[name].Platforms,
            PlatformsWhy = platforms[name].Why,
            Destinations = destinations,
            CommitTag = tags.Commit.Tag,
            MovingTags = [.. tags.Moving.Select(tag => tag.Tag)],
            MovingPatterns =
            [
                .. settings
                    .Tags!.Where(tag => tag.Tag != tags.Commit.Template)
                    .Select(tag => TagTemplate.Parse(tag.Tag).MovingPattern(image.TagPrefix ?? ""))
                    .OfType<string>()
                    .Distinct(),
            ],
            Marks = DeploymentMark.Pattern(image.TagPrefix),
            Labels = ImageLabels.For(inputs.Source, name, Version()),
            Base = needs.Base,
            Foreign = needs.Foreign,
            Frontend = needs.Frontend,
            Links = [.. needs.Links.Select(link => link.Image).Distinct()],
            Under = needs.Under,
            Reference = caches.Home(destinations)?.Reference.At(tags.Commit.Tag),
            IsRefreshed = inputs.Refreshed.Contains(name),
            Container = image.Container,
            Secrets = [.. (image.Secrets ?? []).Select(secret => new BuildSecret(secret.Key, secret.Value))],
            Ssh = [.. image.Ssh ?? []],
            Cache = cache,
            CacheRepository = cacheHome,
            Provenance =
                (image.Attestations?.Provenance ?? settings.Attestations!.Provenance) is var chosen && chosen == "none" ? null : chosen,
            Sbom = image.Attestations?.Sbom ?? settings.Attestations!.Sbom ?? false,
        };
    }

    private void NoteContainer(string name, ImageSettings image)
    {
        var last = image.Repository![(image.Repository!.LastIndexOf('/') + 1)..];
        if (
            image.Container is { } container
            && container != last
            && inputs.Settings.SourceOf($"images.{name}.container") == SettingSource.Default
        )
        {
            notes.Add(
                $"The container of '{name}' is taken to be '{container}': ECS has letters, digits, '-' and '_' in such names, and no '{last}'. "
                    + $"Set images.{name}.container where it is another."
            );
        }
    }

    private ImageNeeds Needs(string name) => bases.Needs(name, platforms[name].Platforms);

    // What the last stage stands on, through images of this run: their own digests are known only once they are built.
    // Planned after those it stands on, an image finds theirs known.
    private BaseImage? Bottom(string name)
    {
        if (!bottoms.TryGetValue(name, out var bottom))
        {
            var needs = Needs(name);
            bottoms[name] = bottom = needs.Under is { } under ? Bottom(under) : needs.Base;
        }

        return bottom;
    }

    private TagSet Tags(string name, ImageSettings image, BaseImage? standsOn)
    {
        if (HasOpenTags(standsOn))
        {
            notes.Add($"Zeros stand for {{base}} in the tags of '{name}': the digest of {standsOn!.Name} is asked at Ship.");
        }

        var tags = TagPolicy.Decide(
            settings.Tags!,
            inputs.Source,
            image.TagPrefix ?? "",
            Shown(standsOn),
            inputs.ImageTag,
            tellsBase: standsOn is not null && inputs.Refreshed.Contains(name)
        );
        notes.AddRange(tags.Notes);
        notes.AddRange(tags.Skipped.Select(tag => $"Tag '{tag.Template}' is left out: {tag.Why}."));
        return tags;
    }

    private bool HasOpenTags(BaseImage? standsOn) =>
        standsOn is { Digest: null }
        && inputs.BaseDigests is null
        && settings.Tags!.Any(tag => TagTemplate.Parse(tag.Tag).Uses(TemplateField.Base));

    private IEnumerable<Destination> Destinations(ImageSettings image)
    {
        foreach (var registry in registries.Where(registry => registry.Pushes && (image.Registries?.Contains(registry.Name) ?? true)))
        {
            var (reference, note) = RegistryKind.Of(registry.Settings, kinds).Refer(registry, RepositoryName.Parse(image.Repository!));
            if (note is not null)
            {
                notes.Add(note);
            }

            yield return new(registry.Name, reference);
        }
    }

    private Digest? Shown(BaseImage? standsOn) => standsOn is { Digest: null } && inputs.BaseDigests is null ? Unasked : standsOn?.Digest;

    // Without a value the Dockerfile's own default applies, as when docker is given no such argument.
    private IEnumerable<KeyValuePair<string, string>> Argument(KeyValuePair<string, string> argument, BaseImage? standsOn)
    {
        var values = TagValues.From(inputs.Source, Shown(standsOn));
        var template = TagTemplate.Parse(argument.Value);
        if (template.ExpandOrNull(values) is { } value)
        {
            notes.AddRange(template.NoteOn(values) is { } note ? [note] : []);
            return [new(argument.Key, value)];
        }

        notes.Add($"The build argument {argument.Key} is left to the Dockerfile: nothing is known to fill '{argument.Value}' with.");
        return [];
    }

    private bool TakesEpoch(string name, ImmutableArray<KeyValuePair<string, string>> arguments) =>
        arguments.All(argument => argument.Key != SourceDateEpoch.Argument)
        && inputs.Dockerfiles.GetValueOrDefault(name)?.Declares(SourceDateEpoch.Argument) == true;

    // The tag that the build is of counts, or else the highest version.
    private string? Version() =>
        inputs.Source.GitTags.Select(SemanticVersion.TryParse).FirstOrDefault(version => version is not null)?.Value;
}
