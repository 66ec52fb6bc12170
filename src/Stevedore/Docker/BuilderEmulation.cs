using Stevedore.Images;

namespace Stevedore.Docker;

/// <summary>Decides what becomes of platforms that a builder does not have.</summary>
internal static class BuilderEmulation
{
    /// <summary>What to install for a builder that exists; null for nothing.</summary>
    /// <exception cref="StevedoreException">A platform is missing, and nothing may be installed.</exception>
    public static EmulatorInstallation? For(BuilderRequest request, Builder builder)
    {
        // Before it has started a builder names no platforms. Where it runs on this machine's engine, that one does.
        var isOnEngine = builder is { Driver: "docker-container", Nodes.Length: <= 1 };
        var known =
            builder.IsRunning ? builder
            : isOnEngine ? Engine(request)
            : null;
        if (known is null || !known.IsRunning)
        {
            return null;
        }

        var isLocal = builder.Driver is "docker" or "docker-container";
        return Decide(
            request,
            Missing(request, known.Platforms),
            known,
            isLocal,
            builder.Driver == "docker" || !builder.IsRunning ? null : builder.Name
        );
    }

    /// <summary>What to install for a builder that is about to be created on this machine's engine; null for nothing.</summary>
    public static EmulatorInstallation? ForNew(BuilderRequest request, ImmutableArray<BuilderCreation> creations)
    {
        if (Engine(request) is not { IsRunning: true } engine)
        {
            return null;
        }

        var native = creations.Where(creation => creation.Endpoint is not null).SelectMany(creation => creation.Platforms).Select(Listed);
        var isKnown = creations.All(creation => creation.Endpoint is null || !creation.Platforms.IsEmpty);
        return isKnown ? Decide(request, Missing(request, engine.Platforms.Union(native)), engine, isLocal: true, restart: null) : null;
    }

    private static EmulatorInstallation? Decide(
        BuilderRequest request,
        ImmutableArray<Platform> missing,
        Builder builder,
        bool isLocal,
        string? restart
    )
    {
        var settings = request.Plan.Settings;
        if (missing.IsEmpty || settings.Emulation == "none")
        {
            return null;
        }

        var emulators = new EmulatorInstallation(
            settings.EmulationImage ?? EmulatorInstallation.DefaultImage,
            [.. missing.Select(platform => platform.Architecture).Distinct()],
            restart
        );
        var mayInstall = settings.Emulation == "install" || (settings.Emulation is null or "auto" && request.IsCodeBuild);
        return isLocal && mayInstall ? emulators : throw BuilderFaults.Lacks(builder, missing, isLocal ? emulators : null);
    }

    /// <summary>The engine that docker talks to; null where it knows none.</summary>
    public static Builder? Engine(BuilderRequest request) => request.Builders.FirstOrDefault(builder => builder.Driver == "docker");

    private static ImmutableArray<Platform> Missing(BuilderRequest request, ImmutableHashSet<string> platforms) =>
        [.. request.Needs.Platforms.Where(platform => !platforms.Contains(Listed(platform)))];

    /// <summary>A platform as engines list it: the only variant of 64-bit ARM without its name.</summary>
    public static string Listed(Platform platform) => platform.ToString() is "linux/arm64/v8" ? "linux/arm64" : platform.ToString();
}
