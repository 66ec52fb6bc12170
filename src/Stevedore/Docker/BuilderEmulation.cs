using Stevedore.Images;

namespace Stevedore.Docker;

/// <summary>Decides what becomes of platforms that a builder does not have.</summary>
internal static class BuilderEmulation
{
    private const string Image = "image";

    /// <summary>What to install for a builder that exists; null for nothing.</summary>
    /// <exception cref="StevedoreException">The engine lacks a platform, and nothing may be installed.</exception>
    public static EmulatorInstallation? For(BuilderRequest request, Builder builder) =>
        builder.Driver switch
        {
            "docker" => OnEngine(request, builder),
            // Before it has started a builder names no platforms. Where it runs on this machine's engine, that one does.
            "docker-container" when builder.IsRunning || builder.Nodes.Length <= 1 => InContainer(
                request,
                builder.IsRunning ? builder.Platforms : Engine(request)?.Platforms,
                builder.Nodes.Any(node => node.Options.ContainsKey(Image)),
                builder.IsRunning ? builder.Name : null
            ),
            _ => null,
        };

    /// <summary>What to install for a builder that is about to be created on this machine's engine; null for nothing.</summary>
    public static EmulatorInstallation? ForNew(BuilderRequest request, ImmutableArray<BuilderCreation> creations)
    {
        var native = creations.Where(creation => creation.Endpoint is not null).SelectMany(creation => creation.Platforms).Select(Listed);
        var isKnown = creations.All(creation => creation.Endpoint is null || !creation.Platforms.IsEmpty);
        var hasImage = creations.Any(creation => creation.Options.Any(option => option.StartsWith($"{Image}=", StringComparison.Ordinal)));
        return isKnown ? InContainer(request, Engine(request)?.Platforms.Union(native), hasImage, restart: null) : null;
    }

    private static EmulatorInstallation? OnEngine(BuilderRequest request, Builder engine)
    {
        if (!engine.IsRunning || Missing(request, engine.Platforms) is not { IsEmpty: false } missing)
        {
            return null;
        }

        var emulators = Installation(request, missing);
        return request.Plan.Settings.Emulation switch
        {
            "none" => null,
            "install" => emulators,
            null or "auto" when request.IsCodeBuild => emulators,
            _ => throw BuilderFaults.Lacks(engine, missing, emulators),
        };
    }

    // BuildKit's image carries emulators that no list of platforms names, so that the build alone can tell whether one is missing.
    private static EmulatorInstallation? InContainer(
        BuilderRequest request,
        ImmutableHashSet<string>? platforms,
        bool hasImage,
        string? restart
    )
    {
        var isWanted = request.Plan.Settings.Emulation switch
        {
            "install" => true,
            // An image of one's own may be built without them.
            null or "auto" => request.IsCodeBuild && hasImage,
            _ => false,
        };
        return isWanted && platforms is { IsEmpty: false } && Missing(request, platforms) is { IsEmpty: false } missing
            ? Installation(request, missing) with
            {
                Restart = restart,
                IsOptional = true,
            }
            : null;
    }

    private static EmulatorInstallation Installation(BuilderRequest request, ImmutableArray<Platform> missing) =>
        new(
            request.Plan.Settings.EmulationImage ?? EmulatorInstallation.DefaultImage,
            [.. missing.Select(platform => platform.Architecture).Distinct()],
            Restart: null
        );

    /// <summary>The engine that docker talks to; null where it knows none.</summary>
    public static Builder? Engine(BuilderRequest request) => request.Builders.FirstOrDefault(builder => builder.Driver == "docker");

    private static ImmutableArray<Platform> Missing(BuilderRequest request, ImmutableHashSet<string> platforms) =>
        [.. request.Needs.Platforms.Where(platform => !platforms.Contains(Listed(platform)))];

    /// <summary>A platform as engines list it: the only variant of 64-bit ARM without its name.</summary>
    public static string Listed(Platform platform) => platform.ToString() is "linux/arm64/v8" ? "linux/arm64" : platform.ToString();
}
