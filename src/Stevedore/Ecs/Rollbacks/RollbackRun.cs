using Stevedore.Ecs.Plans;
using Stevedore.Ecs.Services;
using Stevedore.Ecs.TaskDefinitions;
using Stevedore.Ecs.Watching;

namespace Stevedore.Ecs.Rollbacks;

/// <summary>Carries out a rollback: looks that what ran can run again, freezes the pipeline, and then changes one service after the other.</summary>
internal sealed class RollbackRun(EcsRun run, DeploymentRun deployment)
{
    private const int MostCommits = 20;

    private readonly ServiceMarks marks = new(run);
    private readonly RevisionReturn back = new(run);

    /// <exception cref="StevedoreException">There is nothing to go back to, or it cannot run any more: nothing was changed.</exception>
    public async Task<DeploymentResult> Carry(RollbackRequest request)
    {
        var targets = run.Targets(request.Services);
        var by = await run.Caller(targets, "roll back in");
        var plans = await Task.WhenAll(targets.Select(target => Plan(target, request.To)));
        run.Tell(plans.SelectMany(Lines));
        var notes = new List<string>();
        if (request.Freezes)
        {
            // At once: whoever reads it must know how to thaw the pipeline, whatever becomes of the rollback.
            run.Tell(await Freeze(request, plans));
        }

        var services = new List<ServiceResult>();
        run.GoesBack();
        deployment.Begin();
        foreach (var plan in plans)
        {
            try
            {
                services.Add(await Carry(plan));
            }
            catch (StevedoreException failed)
            {
                services.Add(
                    new(plan.Target.Service.Cluster, plan.Target.Service.Name, DeploymentEnd.Failed, failed.Why)
                    {
                        Before = plan.Now.Definition.Name,
                        After = plan.To.Definition.Name,
                        Runs = await deployment.Runs(plan.Target.Service),
                    }
                );
                deployment.Write(Result());
                throw DeploymentFault.Of(failed, Result());
            }

            run.GoesOn(null);
            if (services[^1].IsDone)
            {
                notes.AddRange(await marks.Mark(plan.Target.Service, plan.Now.Definition, plan.Images));
            }

            deployment.Write(Result());
            if (!services[^1].IsDone)
            {
                break;
            }
        }

        return Result();

        DeploymentResult Result() =>
            new([.. services])
            {
                Environment = run.Environment,
                Commit = plans[0].To.Definition.Tag(DeploymentTags.CommitKey),
                By = by,
                Pipeline = run.Surroundings.Pipeline,
                Execution = run.Surroundings.Execution,
                IsRollback = true,
                NotBegun =
                [
                    .. plans
                        .Skip(services.Count)
                        .Select(plan => $"{plan.Target.Service.Path}: not begun; it runs {plan.Now.Definition.Name}"),
                ],
                Notes = [.. notes],
            };
    }

    private async Task<RollbackPlan> Plan(DeployTarget target, string? to)
    {
        var ecs = run.Api(target.Service);
        var now = await ServiceReader.Read(ecs, target.Service);
        if (now.Service.DeploymentController?.Type?.Value is { } kind and not "ECS")
        {
            throw new StevedoreException(
                $"Cannot roll back {target.Service}",
                $"its deployment controller is {kind}",
                kind == "CODE_DEPLOY"
                    ? "Stop the deployment in CodeDeploy with rollback, or deploy the earlier revision there."
                    : "Go back with whatever deploys it."
            );
        }

        if (now.Service.ResourceManagementType?.Value == "ECS")
        {
            throw new StevedoreException(
                $"Cannot roll back {target.Service}",
                "it is an Express service, which ECS manages itself",
                "Use `aws ecs update-express-gateway-service`."
            );
        }

        if (now.Service.Status is { } status && status != "ACTIVE")
        {
            throw new StevedoreException(
                $"Cannot roll back {target.Service}",
                $"it is {status}",
                "Create it again; a service that drains or is inactive starts no tasks."
            );
        }

        RollbackSearch search = new(ecs, run.Warn);
        RollbackPlan here = new(target, now, new(now.Definition, now.Digests), null, null);
        if (to is null && !now.IsDeploying && await search.HasGoneBack(target.Service, now))
        {
            return here with { IsDone = true };
        }

        if (to is null && now.IsDeploying && await search.IsGoingBack(target.Service, now))
        {
            return here with { IsUnderWay = true };
        }

        var revision = await search.Find(target.Service, now, to);
        if (revision.Definition.Arn == now.Definition.Arn)
        {
            return now.IsDeploying ? here with { IsUnderWay = true } : here with { IsDone = true };
        }

        return await back.Plan(target, now, revision);
    }

    private IEnumerable<string> Lines(RollbackPlan plan)
    {
        if (plan.IsDone)
        {
            yield return $"{plan.Target.Service.Name}: runs {plan.Now.Definition.Name} already; --to=<commit|tag|revision> goes further back.";
            yield break;
        }

        if (plan.IsUnderWay)
        {
            yield return $"{plan.Target.Service.Name}: goes back to {plan.Now.Definition.Name}{Of(Commit(plan.Now.Definition))} already.";
            yield break;
        }

        var (from, to) = (Commit(plan.Now.Definition), Commit(plan.To.Definition));
        yield return $"{plan.Target.Service.Name}: {plan.Now.Definition.Name}{Of(from)} -> {plan.To.Definition.Name}{Of(to)}";
        if (plan.Why is { } why)
        {
            yield return $"{plan.Target.Service.Name}: a copy of it is registered, since {why}.";
        }

        foreach (
            var line in from is not null && to is not null ? run.Between(DeploymentTags.Sha(to), DeploymentTags.Sha(from), MostCommits) : []
        )
        {
            yield return $"{plan.Target.Service.Name}:   without {line}";
        }
    }

    private static string? Commit(TaskDefinition definition) => definition.Tag(DeploymentTags.CommitKey);

    private static string Of(string? commit) => commit is { Length: >= 8 } ? $" (commit {DeploymentTags.Short(commit)})" : "";

    // Before anything goes back, so that no execution comes between.
    private async Task<IEnumerable<string>> Freeze(RollbackRequest request, RollbackPlan[] plans)
    {
        var named = await Task.WhenAll(plans.Select(plan => Stages(request, plan)));
        var stages = named.SelectMany(one => one).DistinctBy(one => (one.Pipeline, one.Stage, one.Service.Region));
        var lines = new List<string>();
        foreach (var (service, pipeline, stage) in stages)
        {
            lines.AddRange(
                await new PipelineFreeze(run.Api(service), run.Warn, run.Surroundings.Execution).Freeze(pipeline, stage, service.Name)
            );
        }

        return lines;
    }

    private async Task<IEnumerable<(ServiceName Service, string Pipeline, string? Stage)>> Stages(
        RollbackRequest request,
        RollbackPlan plan
    )
    {
        var service = plan.Target.Service;
        var now = DeployingStage.Of(plan.Now.Definition);
        // What runs may have been deployed by hand, or be what ECS went back to.
        var isTold = request.Pipeline is null ? now?.Stage is not null && !plan.IsDone : request.Stage is not null;
        var recent = isTold ? [] : await new RollbackSearch(run.Api(service), run.Warn).Stages(service);
        DeployingStage?[] all = [now, .. recent, DeployingStage.Of(plan.To.Definition)];
        var known = all.OfType<DeployingStage>().ToArray();
        string[] pipelines = request.Pipeline is { } named
            ? [named]
            :
            [
                .. new[] { now, recent.FirstOrDefault(), known.FirstOrDefault() }
                    .OfType<DeployingStage>()
                    .Select(one => one.Pipeline)
                    .Distinct(),
            ];
        return pipelines.Select(pipeline =>
            (
                service,
                pipeline,
                request.Stage
                    ?? known.Where(one => one.Pipeline == pipeline).Select(one => one.Stage).FirstOrDefault(stage => stage is not null)
            )
        );
    }

    private async Task<ServiceResult> Carry(RollbackPlan plan)
    {
        var service = plan.Target.Service;
        if (plan.IsDone)
        {
            return new(service.Cluster, service.Name, DeploymentEnd.Unchanged, "it runs that already")
            {
                Before = plan.Now.Definition.Name,
                Images = plan.References,
            };
        }

        if (plan.IsUnderWay)
        {
            ServicePlan waiting = new(plan.Target, plan.Now, ServiceStep.Wait, [], ImmutableDictionary<string, DeployedImage>.Empty, [])
            {
                GoesBack = true,
            };
            return await run.Updating(service).Run(waiting, plan.Now.Definition) with { Images = plan.References };
        }

        return await back.Carry(plan);
    }
}
