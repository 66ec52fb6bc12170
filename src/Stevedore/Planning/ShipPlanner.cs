using Stevedore.Images;
using Stevedore.Planning.Tags;
using Stevedore.Settings;
using Stevedore.Source;
using Stevedore.Templates;

namespace Stevedore.Planning;

/// <summary>Decides everything that a run will do. Pure: the same inputs give the same plan, on a laptop and in CodeBuild.</summary>
internal static class ShipPlanner
{
    /// <exception cref="StevedoreException">The settings and the source do not make a plan.</exception>
    public static ShipPlan Plan(PlanInputs inputs, ImmutableArray<RegistryKind> kinds)
    {
        var settings = inputs.Settings.Values;
        var notes = new List<string>();
        var warnings = new List<string>();
        ImmutableArray<RegistryPlan> registries = [.. settings.Registries!.Select(entry => Named(entry.Key, entry.Value, inputs, kinds))];
        var selection = Selection(settings, inputs.Selection);
        var names = ImageOrder.BasesFirst(settings.Images!, selection);
        var tree = TreeState.Of(inputs.Source, [.. names.SelectMany(name => inputs.ForeignFolders.GetValueOrDefault(name, []))]);
        var source = tree.Source;
        notes.AddRange(tree.Notes);
        var trusted = inputs with { Source = source };
        var bases = new ImageBases(trusted);
        var platforms = new ImagePlatforms(trusted, bases).Choose(names.ToHashSet(StringComparer.Ordinal), selection);
        var images = new ImagePlanner(trusted, bases, platforms, registries, kinds, notes, warnings);
        ImmutableArray<ImagePlan> planned = [.. names.Select(name => images.Plan(name, selection.Contains(name)))];
        if (inputs is { Refresh: true, BaseDigests: null })
        {
            notes.Add(
                $"Whether --refresh builds anything is asked at Ship: what stands on an image that has moved gets {TagPolicy.BaseSuffix} behind its tag, "
                    + "where {base} is not in it."
            );
        }

        return new(
            source,
            ImageOrigins.Settle(planned, ImmutableDictionary<string, FoundImage>.Empty),
            registries,
            new(settings.Builder!, inputs.SelectedBuilder),
            new(Deployed(settings, registries), settings.Definitions!.Pin == "digest"),
            [.. source.Notes, .. notes.Distinct()],
            Refusal(inputs, tree, registries) ?? Nowhere(planned)
        )
        {
            Warnings = [.. warnings],
            IsMarked = settings.Deploy?.Services is { Count: > 0 },
        };
    }

    private static RegistryPlan Named(string name, RegistrySettings settings, PlanInputs inputs, ImmutableArray<RegistryKind> kinds)
    {
        var asked = inputs.Registries.GetValueOrDefault(name);
        var facts = new RegistryFacts(asked?.Account ?? inputs.Source.CodeBuildAccount, asked?.Region);
        var kind = RegistryKind.Of(settings, kinds);
        return kind.Plan(name, settings, facts) with { Credentials = kind.CredentialsOf(settings) };
    }

    private static ImmutableHashSet<string> Selection(StevedoreSettings settings, ImmutableArray<string>? selection)
    {
        var known = settings.Images!.Keys;
        if (selection is null)
        {
            return [.. known];
        }

        var unknown = selection.Value.Where(name => !known.Contains(name)).ToArray();
        return unknown.Length == 0 && !selection.Value.IsEmpty
            ? [.. selection]
            : throw new StevedoreException(
                $"Cannot ship --images={string.Join(',', selection.Value)}",
                unknown.Length == 0 ? "it names no image" : $"there is no image '{string.Join("', '", unknown)}'",
                $"The images are: {string.Join(", ", known)}."
            );
    }

    private static string? Deployed(StevedoreSettings settings, ImmutableArray<RegistryPlan> registries) =>
        settings.Definitions!.Registry ?? registries.FirstOrDefault(registry => registry.Pushes)?.Name;

    private static PushRefusal? Refusal(PlanInputs inputs, TreeState tree, ImmutableArray<RegistryPlan> registries)
    {
        if (RefRules.Matches(inputs.Settings.Values.Push!, tree.Source) is { IsAllowed: false } refused)
        {
            return new(refused.Why!, refused.Fix!);
        }

        var remote = registries.FirstOrDefault(registry => registry.Pushes && !RegistryEndpoint.IsLoopback(registry.Host));
        return tree.Refusal is not null && !inputs.AllowDirty && remote is not null ? tree.Refusal : null;
    }

    private static PushRefusal? Nowhere(ImmutableArray<ImagePlan> images) =>
        images.FirstOrDefault(image => image is { IsShipped: true, Destinations.IsEmpty: true }) is { } image
            ? new(
                $"no registry is to be pushed to for the image '{image.Name}'",
                $"Name one in images.{image.Name}.registries, and leave its push at true; or use ShipBuild to build without pushing."
            )
            : null;
}
