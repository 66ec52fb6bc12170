using System.Text.Json.Nodes;
using Stevedore.Ecs.TaskDefinitions;
using Stevedore.Settings;
using Stevedore.Settings.Rules;

namespace Stevedore.Ecs.Plans;

/// <summary>Decides what a deployment does with a service. Pure.</summary>
/// <param name="release">What is deployed.</param>
/// <param name="options">What the command asks for.</param>
/// <param name="tags">What the next task definition is tagged with.</param>
internal sealed class DeploymentPlanner(DeployedRelease release, DeployOptions options, ImmutableArray<KeyValuePair<string, string>> tags)
{
    /// <summary>The tag that tells of what a revision was made, where a file says that.</summary>
    public const string FileTag = "stevedore:definition";

    /// <param name="target">The service.</param>
    /// <param name="now">As it is.</param>
    /// <param name="file">What its <c>taskDefinition</c> holds, filled in; null where it copies what runs.</param>
    /// <param name="settings">What changes in its containers, filled in, by their names.</param>
    /// <exception cref="StevedoreException">It cannot be deployed to, or not now.</exception>
    public ServicePlan Plan(
        DeployTarget target,
        RunningService now,
        JsonObject? file,
        IReadOnlyDictionary<string, ContainerSettings> settings
    )
    {
        Refuse(target.Service, now);
        var registration = file is null ? now.Definition.Registration() : (JsonObject)file.DeepClone();
        var images = Images(target.Service, registration, settings);
        ContainerChange.Make(registration, Changes(target.Service, registration, settings, images));
        Tag(registration, file is null ? null : DefinitionFile.Digest(registration));
        var differences = Differences(now, registration, isFile: file is not null);
        return new(target, now, Step(target.Service, now, differences, images), registration, images, differences)
        {
            Notes = [.. Notes(target.Service, now, differences)],
            Replaces = options.Replace,
            GoesBack = now.IsGoingBack,
        };
    }

    private static void Refuse(ServiceName service, RunningService now)
    {
        var what = $"Cannot deploy to {service}";
        if (now.Service.Status is { } status && status != "ACTIVE")
        {
            throw new StevedoreException(what, $"it is {status}", "Create it again; a service that drains or is inactive starts no tasks.");
        }

        if (now.Service.ResourceManagementType?.Value == "ECS")
        {
            throw new StevedoreException(
                what,
                "it is an Express service, which ECS manages itself",
                "Use `aws ecs update-express-gateway-service`, or make it an ordinary service."
            );
        }

        switch (now.Service.DeploymentController?.Type?.Value)
        {
            case "CODE_DEPLOY":
                throw new StevedoreException(
                    what,
                    "CodeDeploy deploys it",
                    "Use --codedeploy, which writes the files of CodePipeline's action CodeDeployToECS, or ECS's own BLUE_GREEN strategy."
                );
            case "EXTERNAL":
                throw new StevedoreException(
                    what,
                    "its deployment controller is EXTERNAL: task sets of somebody else decide what runs",
                    "Deploy with whatever makes these, or create the service with the deployment controller ECS."
                );
        }
    }

    private ImmutableDictionary<string, DeployedImage> Images(
        ServiceName service,
        JsonObject registration,
        IReadOnlyDictionary<string, ContainerSettings> settings
    )
    {
        string[] containers = [.. TaskDefinition.ContainersOf(registration).Select(TaskDefinition.NameOf).OfType<string>()];
        var unknown = settings.Keys.Where(name => !containers.Contains(name, StringComparer.Ordinal)).ToArray();
        if (unknown.Length > 0)
        {
            throw new StevedoreException(
                $"Cannot deploy to {service}",
                $"its task definition has no container '{unknown[0]}'",
                $"It has: {string.Join(", ", containers)}. Correct deploy.services of the settings."
            );
        }

        var images = ImmutableDictionary.CreateBuilder<string, DeployedImage>(StringComparer.Ordinal);
        foreach (var container in containers)
        {
            if (ImageOf(service, container, settings.GetValueOrDefault(container)) is { } image)
            {
                images[container] = image;
            }
        }

        return images.Count > 0
            ? images.ToImmutable()
            : throw new StevedoreException(
                $"Cannot deploy to {service}",
                $"none of what {release.From} holds is for a container of its task definition",
                $"Its containers are {string.Join(", ", containers)}, the images "
                    + $"{string.Join(", ", release.Images.Select(image => image.Container is { } meant ? $"{image.Name} for '{meant}'" : $"{image.Name} for none"))}: "
                    + "set images.<name>.container, or deploy.services[].containers.<container>.image."
            );
    }

    private DeployedImage? ImageOf(ServiceName service, string container, ContainerSettings? settings)
    {
        if (settings?.Image is not { } chosen)
        {
            return release.Images.FirstOrDefault(image => image.Container == container);
        }

        var name = chosen[ShippedImageRule.Prefix.Length..];
        return release.Images.FirstOrDefault(image => image.Name.Value == name)
            ?? throw new StevedoreException(
                $"Cannot deploy to {service}",
                $"its container '{container}' is to run the image '{name}', which {release.From} does not hold",
                $"It holds: {string.Join(", ", release.Images.Select(image => image.Name))}."
            );
    }

    private static IEnumerable<ContainerChange> Changes(
        ServiceName service,
        JsonObject registration,
        IReadOnlyDictionary<string, ContainerSettings> settings,
        ImmutableDictionary<string, DeployedImage> images
    ) =>
        from container in TaskDefinition.ContainersOf(registration).Select(TaskDefinition.NameOf).OfType<string>()
        let said = settings.GetValueOrDefault(container)
        let image = images.GetValueOrDefault(container)
        where said is not null || image is not null
        select new ContainerChange(container, image?.Reference)
        {
            Environment = [.. said?.Environment ?? []],
            Secrets = [.. said?.Secrets ?? []],
            Cpu = said?.Cpu,
            Memory = said?.Memory,
        };

    // ECS takes no tag of AWS's own, such as those that CloudFormation sets.
    private void Tag(JsonObject registration, string? file)
    {
        var own = file is null ? tags : tags.Add(new(FileTag, file));
        var kept = registration
            .Objects("tags")
            .Where(tag =>
                tag.Text("key") is { } key && !key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase) && !DeploymentTags.IsOwn(key)
            )
            .Select(tag => tag.DeepClone());
        JsonArray all = [.. kept, .. own.Select(tag => new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value })];
        _ = all.Count > 0 ? registration["tags"] = all : registration.Remove("tags");
    }

    private static ImmutableArray<string> Differences(RunningService now, JsonObject registration, bool isFile)
    {
        if (isFile && now.Definition.Tag(FileTag) is { } made && made == DefinitionFile.Digest(registration))
        {
            return [];
        }

        return TaskDefinitionDifference.Between(now.Definition.Registration(), registration);
    }

    private ServiceStep Step(
        ServiceName service,
        RunningService now,
        ImmutableArray<string> differences,
        ImmutableDictionary<string, DeployedImage> images
    )
    {
        var isSame = differences.IsEmpty;
        if (now.IsDeploying && isSame && !options.Force)
        {
            return ServiceStep.Wait;
        }

        if (now.IsDeploying && !options.Replace)
        {
            throw UnderWay(service, now);
        }

        // What was given to it and does not run is not left alone: that it is stuck, or short of tasks, has to be told.
        return options.Force && isSame
            ? now.Definition.IsActive
                ? ServiceStep.Restart
                : ServiceStep.Update
            : now.IsSteady && (isSame || (Runs(now, images) && differences.All(IsOfImage)))
                ? ServiceStep.Nothing
                : isSame
                    ? ServiceStep.Wait
                    : ServiceStep.Update;

        // What runs is these very digests, under whatever reference.
        bool IsOfImage(string line) => images.Keys.Any(container => line.StartsWith($"{container}.image: ", StringComparison.Ordinal));
    }

    private static bool Runs(RunningService now, ImmutableDictionary<string, DeployedImage> images) =>
        images.All(image => now.DigestOf(image.Key) is { } digest && image.Value.Has(digest));

    private static StevedoreException UnderWay(ServiceName service, RunningService now) =>
        new(
            $"Cannot deploy to {service}",
            $"another deployment is under way{(now.UnderWay is { TaskDefinition: { } other } ? $", of {ServiceName.Last(other)}" : "")}",
            "Wait for it (EcsStatus shows it), or run again with --replace, which takes its place."
        );

    private IEnumerable<string> Notes(ServiceName service, RunningService now, ImmutableArray<string> differences)
    {
        if (options.Force && differences.IsEmpty && !now.Definition.IsActive)
        {
            yield return $"{now.Definition.Name} is inactive, so that ECS starts no tasks from it anew: a copy of it is registered for the {service}.";
        }

        if (now.Service.DesiredCount == 0)
        {
            yield return $"The {service} wants 0 tasks: it gets its task definition, and nothing is started. Start it with `aws ecs update-service --cluster {service.Cluster} --service {service.Name} --desired-count 1`.";
        }
    }
}

/// <summary>What a deployment is asked for.</summary>
internal sealed record DeployOptions
{
    /// <summary>Start tasks anew though nothing changes.</summary>
    public bool Force { get; init; }

    /// <summary>Take the place of a deployment that is under way.</summary>
    public bool Replace { get; init; }

    /// <summary>When one service fails, take the earlier ones back.</summary>
    public bool AllOrNothing { get; init; }

    /// <summary>Whether a deployment that waits for a person counts as done.</summary>
    public bool UntilPaused { get; init; }
}
