using Stevedore.Ecs.Plans;
using Stevedore.Ecs.Rollbacks;
using Stevedore.Ecs.TaskDefinitions;
using Stevedore.Ecs.Watching;
using Stevedore.Releases;

namespace Stevedore.Ecs.Services;

/// <summary>Carries out the plan of a deployment, one service after the other.</summary>
internal sealed class DeploymentRun(EcsRun run)
{
    private readonly ServiceMarks marks = new(run);

    /// <param name="isPauseMeant">Whether one that waits for a person counts as done.</param>
    /// <returns>What became of each service that was begun.</returns>
    public async Task<DeploymentResult> Carry(DeploymentPlan plan, string? by, bool allOrNothing, bool isPauseMeant)
    {
        var services = new List<ServiceResult>();
        var notes = new List<string>();
        StevedoreException? fault = null;
        Begin();
        Dictionary<string, TaskDefinition> registered = new(StringComparer.Ordinal);
        try
        {
            await Prepare(plan, registered);
        }
        catch (StevedoreException failed)
        {
            Write(Result());
            throw DeploymentFault.Of(failed, Result());
        }

        foreach (var service in plan.Services)
        {
            try
            {
                services.Add(await Carry(service, registered));
            }
            // What was done to it and to the earlier ones has to be told, and may have to be undone.
            catch (StevedoreException failed)
            {
                fault = failed;
                services.Add(Failed(service, registered, failed) with { Runs = await Runs(service.Target.Service) });
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

        var isPaused = isPauseMeant && services[^1].End == DeploymentEnd.Paused;
        if (allOrNothing && !services[^1].IsDone && !isPaused)
        {
            await TakeBack(plan, services);
            Write(Result());
        }
        else if (isPaused)
        {
            notes.AddRange(Result().NotBegun);
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
                NotBegun = [.. plan.Services.Skip(services.Count).Select(service => NotBegun(service, services.LastOrDefault()))],
                Notes = [.. notes],
            };
    }

    private static string NotBegun(ServicePlan service, ServiceResult? last) =>
        $"{service.Target.Service.Path}: not begun; it runs {service.Now.Definition.Name}"
        + (
            last?.End == DeploymentEnd.Paused
                ? $". Go on with EcsContinue --cluster={last.Cluster} --service={last.Service}, and then run EcsDeploy again."
                : ""
        );

    private static ServiceResult Failed(ServicePlan plan, Dictionary<string, TaskDefinition> registered, StevedoreException fault) =>
        new(plan.Target.Service.Cluster, plan.Target.Service.Name, DeploymentEnd.Failed, fault.Why)
        {
            Before = plan.Now.Definition.Name,
            After = registered.GetValueOrDefault(plan.Target.Service.Path)?.Name,
            Images = References(plan),
        };

    private static ImmutableSortedDictionary<string, string> References(ServicePlan plan) =>
        plan.Images.ToImmutableSortedDictionary(image => image.Key, image => image.Value.Reference, StringComparer.Ordinal);

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
    private async Task Prepare(DeploymentPlan plan, Dictionary<string, TaskDefinition> registered)
    {
        if (run.Settings.Deploy?.Before is not { Container: { } container } before)
        {
            return;
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
                Images = References(plan),
            };
        }

        var update = run.Updating(service);
        if (plan.Step == ServiceStep.Update && !registered.ContainsKey(service.Path))
        {
            registered[service.Path] = await update.Register(plan);
        }

        var definition = registered.GetValueOrDefault(service.Path) ?? plan.Now.Definition;
        var result = await update.Run(plan, definition);
        run.GoesOn(null);
        return result;
    }

    // The last that was begun first, as one would by hand.
    private async Task TakeBack(DeploymentPlan plan, List<ServiceResult> services)
    {
        var failed = services[^1].Service;
        for (var place = services.Count - 1; place >= 0; place--)
        {
            var isFailed = place == services.Count - 1;
            // Of what nothing was registered there is nothing to take back.
            var isGiven = isFailed
                ? services[place]
                    is {
                        After: not null,
                        End: DeploymentEnd.TimedOut or DeploymentEnd.Stuck or DeploymentEnd.Paused or DeploymentEnd.Failed
                    }
                : services[place].End == DeploymentEnd.Deployed;
            if (!isGiven)
            {
                continue;
            }

            var why = isFailed ? $"{services[place].Why}, and it was taken back" : $"taken back, since {failed} was not deployed";
            services[place] = await TakeBack(plan.Services[place], services[place], why, failed);
            run.GoesOn(null);
        }
    }

    private async Task<ServiceResult> TakeBack(ServicePlan plan, ServiceResult given, string why, string failed)
    {
        var service = plan.Target.Service;
        if (plan.Step == ServiceStep.Wait || plan.Now.IsDeploying)
        {
            run.Warn(
                $"{service.Name} was not taken back: {(plan.Step == ServiceStep.Wait ? "an earlier command began its deployment" : "its deployment took the place of another one")}, so that what ran before is not known here. "
                    + $"Go back with EcsRollback --cluster={service.Cluster} --service={service.Name}."
            );
            return given;
        }

        RevisionReturn back = new(run);
        try
        {
            var now = await ServiceReader.Read(run.Api(service), service);
            if (now.Definition.Name != given.After && now.Definition.Arn != plan.Now.Definition.Arn)
            {
                run.Warn($"{service.Name} was not taken back: another deployment has begun meanwhile, of {now.Definition.Name}.");
                return given with { Runs = now.IsDeploying ? null : now.Definition.Name };
            }

            var isThere = now.Definition.Arn == plan.Now.Definition.Arn && !now.IsDeploying;
            if (isThere && plan.Step != ServiceStep.Restart)
            {
                return given with { Runs = now.Definition.Name };
            }

            var way = await back.Plan(plan.Target, now, new(plan.Now.Definition, plan.Now.Digests));
            // Tasks that were started anew from the same revision may have got another image by its tag.
            if (isThere && way.Registration is null)
            {
                return given;
            }

            run.Tell(
                $"{service.Name}: taken back to {plan.Now.Definition.Name}, since {failed} was not deployed."
                    + (way.Why is { } copied ? $" A copy of it is registered, since {copied}." : "")
            );
            var result = await back.Carry(way);
            if (!result.IsDone)
            {
                run.Warn($"{service.Name} was not taken back: {result.Why}.");
                return result with
                {
                    Before = given.After,
                    After = way.Registration is null ? plan.Now.Definition.Name : result.After,
                    Runs = await Runs(service),
                };
            }

            foreach (
                var note in await marks.Mark(
                    service,
                    plan.Now.Definition,
                    way.Images.Where(image => plan.Images.ContainsKey(image.Container))
                )
            )
            {
                run.Warn(note);
            }

            return given with
            {
                End = DeploymentEnd.RolledBack,
                Why = why,
                Ended = result.Ended,
                Runs = result.After,
            };
        }
        catch (StevedoreException refused)
        {
            run.Warn($"{service.Name} was not taken back: {refused.Why}. {refused.Fix}");
            var runs = await Runs(service);
            return given with
            {
                // What was begun may go on.
                End = given.IsDone && runs != given.After ? DeploymentEnd.Failed : given.End,
                Why = $"{given.Why}; it was not taken back: {refused.Why}",
                Runs = runs,
            };
        }
    }

    /// <summary>What a service runs, after a fault; null where that cannot be told, or where it changes.</summary>
    public async Task<string?> Runs(ServiceName service)
    {
        try
        {
            var now = await ServiceReader.Read(run.Api(service), service);
            return now.IsDeploying ? null : now.Definition.Name;
        }
        catch (StevedoreException)
        {
            return null;
        }
    }
}
