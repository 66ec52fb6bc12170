using Stevedore.Aws;
using Stevedore.Ecs.Plans;
using Stevedore.Ecs.Rollbacks;
using Stevedore.Ecs.Services;
using Stevedore.Ecs.Statuses;
using Stevedore.Planning;
using Stevedore.Releases;
using Stevedore.Runs;
using Stevedore.Shipping;
using Stevedore.Terminal;

namespace Stevedore.Ecs;

/// <summary>Plans first, of every service, and then changes one after the other.</summary>
internal sealed class Deployments(
    StevedoreRun command,
    IAwsClients aws,
    KnownRegistries known,
    IEnumerable<RegistryKind> kinds,
    TimeProvider clock,
    CleanUp cleanUp,
    IOutput output
) : IDeployments
{
    private readonly EcsRun run = new(command, aws, known, kinds, clock, cleanUp, output);

    /// <inheritdoc/>
    public async Task<DeploymentResult> Deploy(DeployRequest request)
    {
        var by = await run.Caller(run.Targets(request.Services));
        var plan = await new ServicePlanning(run).Plan(request);
        run.Tell(PlanLines.Render(plan));
        return await new DeploymentRun(run).Carry(plan, by, request.AllOrNothing, request.UntilPaused);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ServiceDifference>> Compare(DeployRequest request)
    {
        _ = await run.OfAccount(request.Services, "compare with");
        return
        [
            .. (await new ServicePlanning(run).Plan(request)).Services.Select(service => new ServiceDifference(
                service.Target.Service.Cluster,
                service.Target.Service.Name,
                service.Now.Definition.Name,
                service.Step == ServiceStep.Nothing ? [] : service.Differences
            )),
        ];
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> WriteCodeDeploy(DeployRequest request)
    {
        command.Outputs.Check(OutputFiles.OfCodeDeploy);
        ServicePlanning planning = new(run);
        var release = await planning.Find(request);
        var target = (await run.OfAccount(request.Services, "compare with"))[0];
        var now = await ServiceReader.Read(run.Api(target.Service), target.Service);
        var balancer = (now.Service.LoadBalancers ?? []).Find(one => one.ContainerName is not null);
        // The controller that is refused elsewhere is the one that these files are for.
        now.Service.DeploymentController = null;
        var plan = await planning.Plan(target, now, release, new() { Replace = true });
        if (balancer is null || !plan.Images.TryGetValue(balancer.ContainerName!, out var image))
        {
            throw new StevedoreException(
                $"Cannot write the files of CodeDeploy for {target.Service}",
                balancer is null
                    ? "no load balancer sends to it"
                    : $"its container '{balancer.ContainerName}' gets no image of {release.From}",
                "CodeDeploy shifts the traffic of a load balancer: name the container that it sends to in images.<name>.container."
            );
        }

        var files = CodeDeployFiles.Of(plan.Registration, balancer.ContainerName!, balancer.ContainerPort ?? 80, image);
        command.Outputs.Place([.. files.Select(file => (file.Name, (Action<Stream>)(stream => stream.Write(file.Content))))]);
        return [.. files.Select(file => file.Name)];
    }

    /// <inheritdoc/>
    public Task<DeploymentResult> RollBack(RollbackRequest request) => new RollbackRun(run, new(run)).Carry(request);

    /// <inheritdoc/>
    public async Task<DeploymentResult> Continue(ServiceChoice services)
    {
        var results = new List<ServiceResult>();
        var notes = new List<string>();
        DeploymentRun record = new(run);
        foreach (var target in await run.OfAccount(services, "continue in"))
        {
            var ecs = run.Api(target.Service);
            var now = await ServiceReader.Read(ecs, target.Service);
            if (
                now.Current is { ServiceDeploymentArn: { } arn } deployment
                && (deployment.LifecycleHookDetails ?? []).Find(hook => hook.Status?.Value == "AWAITING_ACTION") is { HookId: { } hook }
            )
            {
                await ecs.Continue(target.Service, arn, hook);
                run.Tell($"{target.Service.Name}: continued at {deployment.LifecycleStage?.Value ?? "its hook"}.");
                results.Add(await run.Updating(target.Service).Resume(target, now, arn, hook));
                run.GoesOn(null);
                if (results[^1].IsDone)
                {
                    notes.AddRange(
                        await new ServiceMarks(run).Mark(
                            target.Service,
                            now.Definition,
                            now.Definition.Containers.Select(container =>
                                (container, now.Definition.ImageOf(container), now.DigestOf(container))
                            )
                        )
                    );
                }
            }
        }

        if (results.Count > 0)
        {
            DeploymentResult result = new([.. results]) { Environment = run.Environment, Notes = [.. notes] };
            record.Begin();
            record.Write(result);
            return result;
        }

        throw new StevedoreException(
            "Cannot continue a deployment",
            "none of the services has one that waits for a person",
            "EcsStatus shows what they do."
        );
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ServiceStatus>> Status(ServiceChoice services)
    {
        StatusReader reader = new(run.Behind);
        var targets = await run.OfAccount(services, "look at");
        return [.. await Task.WhenAll(targets.Select(target => reader.Read(run.Api(target.Service), target.Service)))];
    }

    /// <inheritdoc/>
    public async Task ShowLogs(ServiceChoice services, string? container, int lines, bool follows)
    {
        var targets = await run.OfAccount(services, "look at");
        await Task.WhenAll(
            targets.Select(target =>
                new LogFollower(
                    run.Api(target.Service),
                    run.Clock,
                    line => run.Tell(targets.Length > 1 ? $"{target.Service.Name}  {line}" : line),
                    run.Warn
                ).Run(target.Service, container, lines, follows)
            )
        );
    }
}
