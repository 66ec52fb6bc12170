namespace Stevedore.Docker;

/// <summary>Decides which builder builds.</summary>
internal static class BuilderChoice
{
    /// <exception cref="StevedoreException">No builder can be had that does what is needed.</exception>
    public static BuilderDecision Decide(BuilderRequest request)
    {
        var driver = request.Plan.Settings.Driver ?? "auto";
        return driver switch
        {
            "auto" => Automatic(request),
            "docker" => Use(request, Engine(request.Builders), "builder.driver is docker"),
            _ => Own(request, driver, $"builder.driver is {driver}", lacking: ""),
        };
    }

    private static BuilderDecision Automatic(BuilderRequest request)
    {
        if (request.Plan.Selected is { } selected)
        {
            var chosen = request.Builders.FirstOrDefault(builder => builder.Name == selected);
            return Use(request, chosen ?? throw BuilderFaults.Unknown(selected, request.Builders), "BUILDX_BUILDER names it");
        }

        var current = Current(request.Builders);
        if (current is { Error: null } && (current.IsComplete || !request.Needs.Complete))
        {
            return Use(request, current, "it is docker's current builder and does what the images need");
        }

        if (request.Builders.All(builder => builder.Error is not null))
        {
            throw BuilderFaults.NoEngine(current?.Error);
        }

        var lacking = current?.Error ?? $"the engine's image store cannot do {string.Join(" and ", request.Needs.Reasons)}";
        return Own(request, "docker-container", lacking, lacking);
    }

    // Where nothing says which builder is the current one, it is the engine's own.
    private static Builder? Current(ImmutableArray<Builder> builders) =>
        builders.FirstOrDefault(builder => builder.IsCurrent == true)
        ?? builders.FirstOrDefault(builder => builder.Name == "default")
        ?? builders.FirstOrDefault();

    // Each docker context is a builder of this driver. One that cannot be reached has no driver, so its error is all there is to say. The current one
    // is taken or its error told: another engine may be another machine.
    private static Builder Engine(ImmutableArray<Builder> builders)
    {
        var engines = builders
            .Where(builder => builder.Driver == "docker" || builder is { Driver: "", Error: not null })
            .OrderByDescending(builder => builder.Name == "default")
            .ToArray();
        return Array.Find(engines, builder => builder.IsCurrent == true)
            ?? Array.Find(engines, builder => builder.Error is null)
            ?? engines.FirstOrDefault()
            ?? throw BuilderFaults.NoEngine(null);
    }

    private static BuilderDecision Own(BuilderRequest request, string driver, string why, string lacking)
    {
        var name = BuilderCreations.NameOf(request.Plan.Settings, driver);
        var existing = request.Builders.FirstOrDefault(builder => builder.Name == name);
        if (existing is not null)
        {
            return existing.Driver == driver
                ? Use(request, existing, why) with
                {
                    Difference = BuilderCreations.Difference(request.Plan.Settings, existing),
                }
                : throw BuilderFaults.OtherDriver(existing, driver);
        }

        if (request.Plan.Settings.Config is { } config && request.Config is null)
        {
            throw BuilderFaults.NoConfig(config);
        }

        var creations = BuilderCreations.Of(request, driver);
        var isConfigured = driver is "docker-container" or "kubernetes" && !request.Authorities.IsEmpty;
        return new(name, why)
        {
            Creations = creations,
            Config = isConfigured ? BuildKitConfig.Merge(request.Config, request.Plan.Settings.Config, request.Authorities) : null,
            IsComplete = true,
            // Docker Build Cloud has one for each of its platforms.
            HasSeveralNodes = creations.Length > 1 || driver == "cloud",
            RewritesTimestamps = true,
            Lacking = lacking,
            Emulators = driver == "docker-container" ? BuilderEmulation.ForNew(request, creations) : null,
        };
    }

    private static BuilderDecision Use(BuilderRequest request, Builder builder, string why)
    {
        if (builder.Error is { } error)
        {
            throw BuilderFaults.Unusable(builder, error);
        }

        return request.Needs.Complete && !builder.IsComplete
            ? throw BuilderFaults.Incomplete(builder, request.Needs)
            : new(builder.Name, why)
            {
                IsComplete = builder.IsComplete,
                HasSeveralNodes = builder.Nodes.Length > 1,
                RewritesTimestamps = builder.Driver != "docker",
                TakesImagesByContext = builder.TakesImagesByContext,
                Emulators = BuilderEmulation.For(request, builder),
            };
    }
}
