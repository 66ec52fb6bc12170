using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Docker;

/// <summary>Decides which builder builds.</summary>
public static class BuilderChoice
{
    /// <param name="plan">What was asked for.</param>
    /// <param name="needs">What the images need.</param>
    /// <param name="builders">What docker knows.</param>
    /// <exception cref="StevedoreException">No builder can be had that does what is needed.</exception>
    public static BuilderDecision Decide(BuilderPlan plan, BuilderNeeds needs, ImmutableArray<Builder> builders)
    {
        var driver = plan.Settings.Driver ?? "auto";
        if (driver == "auto")
        {
            return Automatic(plan, needs, builders);
        }

        if (driver == "docker")
        {
            var engine = builders.FirstOrDefault(builder => builder.Driver == "docker") ?? throw NoEngine(null);
            return Use(engine, needs, "builder.driver is docker");
        }

        var name = plan.Settings.Name ?? "stevedore";
        var existing = builders.FirstOrDefault(builder => builder.Name == name);
        if (existing is not null && existing.Driver != driver)
        {
            throw new StevedoreException(
                $"Cannot use the builder '{name}'",
                $"it has the driver {existing.Driver}, and builder.driver is {driver}",
                $"Remove it with `docker buildx rm {name}`, or set builder.name to another name."
            );
        }

        return existing is null ? Create(plan, name, driver, $"builder.driver is {driver}") : Use(existing, needs, $"builder.driver is {driver}");
    }

    private static BuilderDecision Automatic(BuilderPlan plan, BuilderNeeds needs, ImmutableArray<Builder> builders)
    {
        if (plan.Selected is { } selected)
        {
            var chosen =
                builders.FirstOrDefault(builder => builder.Name == selected)
                ?? throw new StevedoreException(
                    $"Cannot use the builder '{selected}' that BUILDX_BUILDER names",
                    $"docker knows {Names(builders)}",
                    "Create it with `docker buildx create --name " + selected + "`, or unset BUILDX_BUILDER."
                );
            return Use(chosen, needs, "BUILDX_BUILDER names it");
        }

        var current = builders.FirstOrDefault(builder => builder.IsCurrent == true) ?? builders.FirstOrDefault(builder => builder.Name == "default");
        if (current is { Error: null } && (current.IsComplete || !needs.Complete))
        {
            return Use(current, needs, "it is docker's current builder and does what the images need");
        }

        if (current is { Error: { } error } && builders.All(builder => builder.Error is not null))
        {
            throw NoEngine(error);
        }

        var name = plan.Settings.Name ?? "stevedore";
        var own = builders.FirstOrDefault(builder => builder.Name == name && builder.Driver == "docker-container");
        return own is null
            ? Create(plan, name, "docker-container", $"the engine's image store cannot do {string.Join(" and ", needs.Reasons)}")
            : Use(own, needs, $"the engine's image store cannot do {string.Join(" and ", needs.Reasons)}");
    }

    private static BuilderDecision Use(Builder builder, BuilderNeeds needs, string why)
    {
        if (builder.Error is { } error)
        {
            throw NoEngine(error);
        }

        if (needs.Complete && !builder.IsComplete)
        {
            throw new StevedoreException(
                $"Cannot build with the builder '{builder.Name}'",
                $"its docker driver lacks {string.Join(" and ", needs.Reasons)}: the engine does not use the containerd image store",
                "Set builder.driver to auto or docker-container, or turn on the engine's containerd image store "
                    + """({"features":{"containerd-snapshotter":true}} in /etc/docker/daemon.json) and restart it."""
            );
        }

        // Before it has started, a builder names no platforms; it is then started by the build, which says what is missing.
        var missing = builder.IsRunning
            ? needs.Platforms.Where(platform => !builder.Platforms.Contains(platform.ToString())).ToImmutableArray()
            : [];
        return missing.IsEmpty ? new(builder.Name, null, builder.IsComplete, why) : throw Lacks(builder, missing);
    }

    private static BuilderDecision Create(BuilderPlan plan, string name, string driver, string why)
    {
        var options = (plan.Settings.Options ?? []).Select(option => $"{option.Key}={option.Value}");
        var image = plan.Settings.Image is { } chosen ? new[] { $"image={chosen}" } : [];
        return new(name, new(name, driver, [.. image, .. options], plan.Settings.Config), true, why);
    }

    private static StevedoreException Lacks(Builder builder, ImmutableArray<Platform> missing) =>
        new(
            $"Cannot build {string.Join(" and ", missing)} with the builder '{builder.Name}'",
            $"it builds {string.Join(", ", builder.Platforms.Where(platform => !platform.Contains("/v", StringComparison.Ordinal)).Order(StringComparer.Ordinal))}",
            $"Add emulation with `docker run --privileged --rm tonistiigi/binfmt --install {string.Join(',', missing.Select(platform => platform.Architecture))}`, "
                + "or leave the platform out of the settings."
        );

    private static StevedoreException NoEngine(string? reason) =>
        new(
            "Cannot build",
            reason is null ? "no Docker engine is known to docker buildx" : reason.Trim().TrimEnd('.', '?'),
            "Start Docker (`sudo systemctl start docker`, or Docker Desktop), or point DOCKER_HOST or a docker context at a running engine."
        );

    private static string Names(ImmutableArray<Builder> builders) =>
        builders.IsEmpty ? "no builder" : string.Join(", ", builders.Select(builder => builder.Name));
}
