using Stevedore.Images;

namespace Stevedore.Planning;

/// <summary>Decides what each image is built for: its own platforms, and those that what is built on it needs.</summary>
internal sealed class ImagePlatforms(PlanInputs inputs, ImageBases bases)
{
    private readonly Dictionary<string, List<Demand>> demands = [];
    private readonly Dictionary<string, PlatformChoice> choices = [];
    private readonly List<string> faults = [];
    private readonly List<string> fixes = [];

    /// <param name="planned">The images of the plan.</param>
    /// <param name="shipped">Those among them that are pushed.</param>
    /// <exception cref="StevedoreException">An image lacks a platform that another one needs of it, and its platforms are set.</exception>
    public IReadOnlyDictionary<string, PlatformChoice> Choose(IReadOnlySet<string> planned, IReadOnlySet<string> shipped)
    {
        var images = inputs.Settings.Values.Images!;
        foreach (var name in ImageOrder.BasesFirst(images, images.Keys.ToHashSet(StringComparer.Ordinal)).Reverse())
        {
            choices[name] = Choose(name, planned, shipped);
            foreach (var platform in choices[name].Platforms)
            {
                foreach (var link in bases.Needs(name, platform).Links)
                {
                    Demand(link, name);
                }
            }
        }

        return faults.Count == 0
            ? choices
            : throw new StevedoreException("Cannot build for every platform", string.Join("; ", faults), string.Join(" ", fixes));
    }

    private PlatformChoice Choose(string name, IReadOnlySet<string> planned, IReadOnlySet<string> shipped)
    {
        var settings = inputs.Settings;
        var set = settings.Values.Images![name].Platforms;
        var key = set is null ? "platforms" : $"images.{name}.platforms";
        ImmutableArray<Platform> own = [.. (set ?? settings.Values.Platforms!).Select(Platform.Parse)];
        var why = $"{key}, {settings.SourceOf(key)}";
        // What a tag holds must not depend on which images a run selects; what is only built for others is built for these.
        var isHelper = planned.Contains(name) && !shipped.Contains(name);
        var asked = demands.GetValueOrDefault(name, []).Where(demand => !isHelper || planned.Contains(demand.User)).ToArray();
        var lacking = asked.Where(demand => !own.Any(demand.Platform.IsSame)).ToArray();
        if (set is not null)
        {
            Refuse(name, own, why, planned.Contains(name) ? lacking.Where(demand => planned.Contains(demand.User)) : []);
            return new(own, why);
        }

        return isHelper && asked.Length > 0 ? new(Union([], asked), For(asked))
            : lacking.Length > 0 ? new(Union(own, lacking), $"{why}; {For(lacking)}")
            : new(own, why);
    }

    private void Demand(ImageLink link, string user)
    {
        if (link.Platform is { } platform)
        {
            if (!demands.TryGetValue(link.Image, out var asked))
            {
                demands[link.Image] = asked = [];
            }

            asked.Add(new(platform, user));
        }
    }

    private void Refuse(string name, ImmutableArray<Platform> own, string why, IEnumerable<Demand> lacking)
    {
        foreach (var user in lacking.GroupBy(demand => demand.User))
        {
            var missing = string.Join(", ", user.Select(demand => demand.Platform).Distinct());
            faults.Add($"'{user.Key}' needs '{name}' for {missing}, and that is built for {string.Join(", ", own)} only ({why})");
            fixes.Add(
                $"Add {missing} to images.{name}.platforms, or leave that out: '{name}' is then built for what '{user.Key}' is built for."
            );
        }
    }

    private static ImmutableArray<Platform> Union(ImmutableArray<Platform> own, IEnumerable<Demand> asked) =>
        asked.Aggregate(own, (all, demand) => all.Any(demand.Platform.IsSame) ? all : all.Add(demand.Platform));

    private static string For(IEnumerable<Demand> asked) =>
        string.Join(
            ", ",
            asked
                .GroupBy(demand => demand.Platform)
                .Select(platform => $"{platform.Key} for {string.Join(" and ", platform.Select(demand => demand.User).Distinct())}")
        );
}

/// <summary>What an image is built for.</summary>
/// <param name="Why">The setting that says so, and what else needs it.</param>
internal sealed record PlatformChoice(ImmutableArray<Platform> Platforms, string Why);

/// <summary>A platform that an image needs of another one.</summary>
internal sealed record Demand(Platform Platform, string User);
