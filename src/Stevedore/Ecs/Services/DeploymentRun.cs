using Stevedore.Ecs.Plans;
using Stevedore.Ecs.TaskDefinitions;
using Stevedore.Ecs.Watching;
using Stevedore.Releases;

namespace Stevedore.Ecs.Services;

/// <summary>Carries out the plan of a deployment, one service after the other.</summary>
internal sealed class DeploymentRun(EcsRun run)
{
    private readonly ServiceMarks marks = new(run);

    /// <returns>What became of each service that was begun.</returns>
    public async Task<DeploymentResult> Carry(DeploymentPlan plan, string? by, bool allOrNothing)
    {
        var services = new List<ServiceResult>();
        var notes = new List<string>();
        StevedoreException? fault = null;
        Begin();
        var registered = await Prepare(plan);
        foreach (var service in plan.Services)
        {
            try
            {
                services.Add(await Carry(service, registered));
            }
            // What was done to the earlier ones has to be told, and may have to be undone.
            catch (StevedoreException failed) when (services.Count > 0)
            {
                fault = failed;
                services.Add(Failed(service, failed));
            }

            run.GoesOn(null);
            if (services[^1].IsDone)
            {
                notes.AddRange(await marks.Mark(service));
            }

            // After each: what is cut short then has left what was done.
            Write(Result());
            if (!services[^1].IsDone)
            {
                break;
            }
        }

        if (allOrNothing && !services[^1].IsDone)
        {
            await TakeBack(plan, services);
            Write(Result());
        }

        return fault is null ? Result() : throw DeploymentFault.Of(fault, Result());

        DeploymentResult Result() =>
            new([.. services])
            {
                Environment = run.Environment,
                Commit = plan.Release.Commit,
                Source = plan.Release.Source,
                By = by,
                Pipeline = run.Surroundings.Pipeline,
                Execution = run.Surroundings.Execution,
                NotBegun =
                [
                    .. plan
                        .Services.Skip(services.Count)
                        .Select(service => $"{service.Target.Service.Path}: not begun; it runs {service.Now.Definition.Name}"),
                ],
                Notes = [.. notes],
            };
    }

    private static ServiceResult Failed(ServicePlan plan, StevedoreException fault) =>
        new(plan.Target.Service.Cluster, plan.Target.Service.Name, DeploymentEnd.Failed, fault.Why) { Before = plan.Now.Definition.Name };

    /// <summary>Sees that a record can be left, and takes away that of an earlier command.</summary>
    public void Begin()
    {
        run.Run.Outputs.Check(OutputFiles.Deployment);
        run.Run.Outputs.TryOut();
        run.Run.Outputs.Delete(OutputFiles.Deployment);
    }

    /// <summary>Leaves the record of what was done.</summary>
    public void Write(DeploymentResult result) =>
        run.Run.Outputs.Place((OutputFiles.Deployment, stream => stream.Write(DeploymentRecord.Render(result))));

    // What runs before is run from what its service is about to get.
    private async Task<Dictionary<string, TaskDefinition>> Prepare(DeploymentPlan plan)
    {
        Dictionary<string, TaskDefinition> registered = new(StringComparer.Ordinal);
        if (run.Settings.Deploy?.Before is not { Container: { } container } before)
        {
            return registered;
        }

        var host =
            plan.Services.FirstOrDefault(service =>
                before.Service is { } named
                    ? ServiceName.Last(named) == service.Target.Service.Name
                    : TaskDefinition.ContainersOf(service.Registration).Any(one => TaskDefinition.NameOf(one) == container)
            )
            ?? throw new StevedoreException(
                "Cannot run what is to run before the deployment",
                before.Service is { } missing ? $"the service '{missing}' is not deployed" : $"no task has the container '{container}'",
                "Correct deploy.before."
            );
        if (host.Step == ServiceStep.Update)
        {
            var update = run.Updating(host.Target.Service);
            var definition = await update.Register(host);
            registered[host.Target.Service.Path] = definition;
            await new OneOffTask(run.Api(host.Target.Service), run.Clock, run.CleanUp, run.Tell).Run(
                host,
                definition,
                before,
                () => update.RefuseAnother(host)
            );
        }

        return registered;
    }

    private async Task<ServiceResult> Carry(ServicePlan plan, Dictionary<string, TaskDefinition> registered)
    {
        var service = plan.Target.Service;
        if (plan.Step == ServiceStep.Nothing)
        {
            run.Tell($"{service.Name}: runs this already, and is left alone.");
            return new(service.Cluster, service.Name, DeploymentEnd.Unchanged, "it ran this already")
            {
                Before = plan.Now.Definition.Name,
                Images = plan.Images.ToImmutableSortedDictionary(
                    image => image.Key,
                    image => image.Value.Reference,
                    StringComparer.Ordinal
                ),
            };
        }

        var update = run.Updating(service);
        var definition =
            registered.GetValueOrDefault(service.Path)
            ?? (plan.Step == ServiceStep.Update ? await update.Register(plan) : plan.Now.Definition);
        var result = await update.Run(plan, definition);
        run.GoesOn(null);
        return result;
    }

    // The last that was deployed first, as one would by hand.
    private async Task TakeBack(DeploymentPlan plan, List<ServiceResult> services)
    {
        var failed = services[^1].Service;
        for (var place = services.Count - 2; place >= 0; place--)
        {
            if (services[place].End != DeploymentEnd.Deployed)
            {
                continue;
            }

            var one = plan.Services[place];
            run.Tell($"{one.Target.Service.Name}: taken back to {one.Now.Definition.Name}, since {failed} was not deployed.");
            ServiceResult back;
            try
            {
                back = await run.Updating(one.Target.Service)
                    .Run(one with { Step = ServiceStep.Update, Replaces = true }, one.Now.Definition);
            }
            catch (StevedoreException refused)
            {
                run.Warn($"{one.Target.Service.Name} was not taken back: {refused.Why}. {refused.Fix}");
                continue;
            }

            services[place] = back.IsDone
                ? services[place] with
                {
                    End = DeploymentEnd.RolledBack,
                    Why = $"taken back, since {failed} was not deployed",
                    Ended = back.Ended,
                }
                : back with
                {
                    Before = services[place].After,
                    After = one.Now.Definition.Name,
                };
            _ = await marks.Mark(
                one.Target.Service,
                one.Now.Definition,
                one.Images.Keys.Select(container => (one.Now.Definition.ImageOf(container), one.Now.DigestOf(container)))
            );
        }
    }
}
