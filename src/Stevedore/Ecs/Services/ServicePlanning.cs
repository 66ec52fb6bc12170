using System.Text.Json.Nodes;
using Stevedore.Ecs.Plans;
using Stevedore.Ecs.Sources;
using Stevedore.Ecs.TaskDefinitions;
using Stevedore.Templates;

namespace Stevedore.Ecs.Services;

/// <summary>Finds out what a deployment is decided from, and decides it for every service. Changes nothing.</summary>
internal sealed class ServicePlanning(EcsRun run)
{
    /// <exception cref="StevedoreException">It could not be begun.</exception>
    public async Task<DeploymentPlan> Plan(DeployRequest request)
    {
        var targets = run.Targets(request.Services);
        var found = Find(request);
        var services = Task.WhenAll(targets.Select(target => ServiceReader.Read(run.Api(target.Service), target.Service)));
        await Task.WhenAll(found, services);
        var release = await found;
        var options = new DeployOptions { Force = request.Force, Replace = request.Replace };
        var plans = await Task.WhenAll(targets.Zip(await services, (target, now) => Plan(target, now, release, options)));
        if (release.IsDirty)
        {
            run.Warn(
                $"{release.From} was shipped from a tree with changes that are in no commit: what is deployed is not {release.Commit ?? "any commit"}, and is tagged {release.Origin ?? "without one"}."
            );
        }

        foreach (var note in plans.SelectMany(plan => plan.Notes))
        {
            run.Warn(note);
        }

        return new(release, await new ReleaseCheck(run.Registries, run.Warn, run.Cancellation).Run([.. plans]));
    }

    /// <summary>What is to be deployed.</summary>
    public Task<DeployedRelease> Find(DeployRequest request) =>
        new ReleaseSource(run.Run, run.Run.Here, run.Registries, run.Cancellation).Find(
            new(request.Release, request.Commit, request.Images)
        );

    /// <summary>What is done with one service.</summary>
    public async Task<ServicePlan> Plan(DeployTarget target, RunningService now, DeployedRelease release, DeployOptions options)
    {
        var values = Values(release);
        TaskSecrets secrets = new(run.Aws, run.Cancellation);
        var containers = await secrets.Resolve(
            target.Settings.Containers ?? [],
            target.Service,
            (container, variable, text) => Fill(container, variable, text, values, target.Service)
        );
        var file = target.Settings.TaskDefinition is { } path ? await DefinitionOf(path, values, secrets, target.Service) : null;
        var (pipeline, stage, _) = run.Surroundings;
        var tags = new DeploymentTags(
            release.Origin,
            release.Source ?? run.Run.Here.Source.Url,
            pipeline,
            stage,
            new ServiceMarks(run).Name(target.Service)
        );
        return new DeploymentPlanner(release, options, tags.All()).Plan(target, now, file, containers);
    }

    // Of a commit that is not the checkout's, only itself is known.
    private TagValues Values(DeployedRelease release)
    {
        var source = run.Run.Here.Source;
        return source.Commit == release.Commit || release.Commit is null ? TagValues.From(source) : new(release.Commit);
    }

    private async Task<JsonObject> DefinitionOf(string path, TagValues values, TaskSecrets secrets, ServiceName service)
    {
        var text =
            WrittenFile.Text(Path.Combine(run.Run.Root, path))
            ?? throw new StevedoreException(
                $"Cannot read the task definition {path}",
                "there is no such file",
                "Correct deploy.services[].taskDefinition."
            );
        var definition = DefinitionFile.Read(text, path, values);
        var entries = TaskDefinition.ContainersOf(definition).SelectMany(container => container.Objects("secrets"));
        foreach (var secret in entries)
        {
            if (secret.Text("valueFrom") is { } source)
            {
                secret["valueFrom"] = await secrets.Resolve(source, service);
            }
        }

        return definition;
    }

    // The value is not repeated: what stands around a placeholder may be a password.
    private static string Fill(string container, string variable, string text, TagValues values, ServiceName service)
    {
        var template = TagTemplate.Parse(text);
        return template.ExpandOrNull(values)
            ?? throw new StevedoreException(
                $"Cannot deploy to {service}",
                $"the variable {variable} of its container '{container}' needs {TemplatePlaceholders.Of(template.MissingIn(values))}, which is not known here",
                "Deploy from a checkout, or name the --commit."
            );
    }
}
