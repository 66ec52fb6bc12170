using Stevedore.Images;

namespace Stevedore.Docker;

/// <summary>Why no builder could be chosen, and what helps.</summary>
internal static class BuilderFaults
{
    private const string ContainerdStore =
        """turn on the engine's containerd image store ({"features":{"containerd-snapshotter":true}} in /etc/docker/daemon.json) and restart it""";

    public static StevedoreException NoEngine(string? reason) =>
        new(
            "Cannot build",
            reason is null ? "docker buildx knows no engine" : $"the Docker engine does not answer ({reason.Trim().TrimEnd('.', '?')})",
            "Start Docker (`sudo systemctl start docker`, or Docker Desktop), or point DOCKER_HOST or a docker context at a running engine."
        );

    public static StevedoreException NoAnswer(TimeSpan patience) =>
        new(
            "Cannot build",
            Invariant($"docker has not listed its builders within {patience.TotalSeconds:0.#} s"),
            "Look what `docker buildx ls` waits for: an engine that hangs (restart it), or the machine of a builder or of a docker context that is gone (remove it with `docker buildx rm`)."
        );

    public static StevedoreException Unusable(Builder builder, string error) =>
        builder.Driver is "" or "docker" || DockerReason.IsNoEngine(error)
            ? NoEngine(error)
            : new(
                $"Cannot build with the builder '{builder.Name}'",
                error.Trim().TrimEnd('.'),
                $"Start what it runs on, or remove it with `docker buildx rm {builder.Name}`."
            );

    public static StevedoreException NoConfig(string path) =>
        new(
            "Cannot create a builder",
            $"builder.config is '{path}', and there is no such file",
            "Correct the path; it is relative to the repository."
        );

    public static StevedoreException Unknown(string name, ImmutableArray<Builder> builders) =>
        new(
            $"Cannot use the builder '{name}' that BUILDX_BUILDER names",
            builders.IsEmpty
                ? "docker knows no builder"
                : $"docker knows only {string.Join(", ", builders.Select(builder => builder.Name).Distinct())}",
            $"Create it with `docker buildx create --name {name}`, or unset BUILDX_BUILDER."
        );

    public static StevedoreException OtherDriver(Builder existing, string driver) =>
        new(
            $"Cannot use the builder '{existing.Name}'",
            $"it has the driver {existing.Driver}, and {driver} is wanted",
            $"Remove it with `docker buildx rm {existing.Name}`, or set builder.name to another name."
        );

    public static StevedoreException Incomplete(Builder builder, BuilderNeeds needs) =>
        new(
            $"Cannot build with the builder '{builder.Name}'",
            $"its docker driver lacks {string.Join(" and ", needs.Reasons)} without the containerd image store",
            $"Set builder.driver to auto or docker-container, or {ContainerdStore}."
        );

    public static StevedoreException Lacks(Builder builder, ImmutableArray<Platform> missing, EmulatorInstallation emulators) =>
        new(
            $"Cannot build {string.Join(" and ", missing)} with the builder '{builder.Name}'",
            $"it builds {string.Join(", ", Plain(builder))}",
            $"Add emulation with `{emulators.Command}`, set builder.emulation to install, or leave the platform out of the settings."
        );

    public static StevedoreException NotCreated(BuilderDecision decision, StevedoreException cause) =>
        new(
            $"Cannot build: the builder '{decision.Name}' could not be created",
            decision.Lacking.Length > 0 ? $"{decision.Lacking}, so that one is needed, and {cause.Why}" : cause.Why,
            decision.Creations[0] switch
            {
                { Driver: "docker-container" } made =>
                    $"Try `{made.Command} --bootstrap`, name an image of BuildKit that can be pulled here in builder.image, or {ContainerdStore}.",
                { Driver: "remote" } =>
                    $"Check that BuildKit answers at {string.Join(" and ", decision.Creations.Select(creation => creation.Endpoint))}, or correct builder.nodes.",
                var made => $"Try `{made.Command} --bootstrap`.",
            },
            cause
        );

    public static StevedoreException InUse(string why, TimeSpan patience) =>
        new(
            "Cannot build",
            Invariant($"{why}, and has not ended within {patience.TotalMinutes:0.#} minutes"),
            "Wait for its end and run again, end it, or set builder.name to another name."
        );

    public static StevedoreException CloudNeedsNewerBuildx(string version) =>
        new(
            "Cannot use the cloud driver",
            $"it needs buildx 0.37 or later, or Docker Desktop's own build of it, and this is {version}",
            "Update buildx: https://docs.docker.com/build-cloud/setup/."
        );

    // linux/amd64/v2 and the like say nothing that linux/amd64 does not.
    private static IEnumerable<string> Plain(Builder builder) =>
        builder.Platforms.Where(platform => !platform.Contains("/v", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
