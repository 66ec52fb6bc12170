using System.Net;
using Amazon.ECS.Model;
using Stevedore.Ecs.Plans;
using Stevedore.Ecs.TaskDefinitions;
using Stevedore.Ecs.Watching;
using Stevedore.Settings;
using EcsTask = Amazon.ECS.Model.Task;
using TaskDefinition = Stevedore.Ecs.TaskDefinitions.TaskDefinition;

namespace Stevedore.Ecs.Services;

/// <summary>A task that runs once before services are updated. It ends with the run.</summary>
internal sealed class OneOffTask(EcsApi ecs, TimeProvider clock, CleanUp cleanUp, Action<string> tell)
{
    private const int LinesOfLog = 20;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan UntilFound = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UntilUpdated = TimeSpan.FromSeconds(15);

    // Whoever has cancelled waits for it.
    private static readonly TimeSpan UntilStopped = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <summary>Runs it to its end.</summary>
    /// <param name="plan">The service whose network it has.</param>
    /// <param name="definition">What the service is about to get.</param>
    /// <param name="refuse">Looks whether another deployment has begun since it was planned, and refuses then.</param>
    /// <exception cref="StevedoreException">It cannot be started, or fails.</exception>
    public async System.Threading.Tasks.Task Run(
        ServicePlan plan,
        TaskDefinition definition,
        BeforeSettings before,
        Func<System.Threading.Tasks.Task> refuse
    )
    {
        var service = plan.Target.Service;
        var command = before.Command is { } words ? $" `{string.Join(' ', words)}`" : "";
        var what = $"Cannot run{command} before the deployment of {service}";
        if (await AwaitEarlier(service, plan.Target.Timeout, what))
        {
            // Whoever waits for that one as well updates the service as soon as it sees its end.
            await System.Threading.Tasks.Task.Delay(UntilUpdated, clock, ecs.Cancellation);
            await refuse();
        }

        string? arn = null;
        var mayRun = false;
        // Before ECS is asked: what is cancelled then may have been started.
        cleanUp.Register(() =>
        {
            if (mayRun)
            {
                StopCancelled(service, definition, arn).GetAwaiter().GetResult();
            }
        });
        mayRun = true;
        EcsTask task;
        try
        {
            task = await Start(plan, definition, before, what);
        }
        catch (StevedoreException fault)
            when (fault.InnerException is null or Amazon.Runtime.AmazonServiceException { StatusCode: < HttpStatusCode.InternalServerError }
            )
        {
            mayRun = false;
            throw;
        }

        arn = task.TaskArn!;
        tell(
            $"{service.Name}: {(command.Length > 0 ? command.TrimStart() : $"the command of container '{before.Container}'")} runs in task {StoppedTask.Id(task)} of {definition.Name}."
        );
        var ended = await End(service, arn, plan.Target.Timeout, what, () => mayRun = false);
        mayRun = false;
        foreach (var line in await Log(definition, before.Container!, ended))
        {
            tell($"{service.Name}:   {line}");
        }

        var container = (ended.Containers ?? []).Find(container => container.Name == before.Container);
        if (container?.ExitCode is not 0)
        {
            throw new StevedoreException(
                what,
                StoppedTask.Says(ended) + (container?.ExitCode is null ? "; the container has no exit code" : ""),
                "No service was updated. Mend it, and deploy again; what it has done already stays done."
            );
        }
    }

    // A run that was killed leaves its task behind, and two migrations at once are worse than none.
    private async Task<bool> AwaitEarlier(ServiceName service, TimeSpan timeout, string what)
    {
        var began = clock.GetTimestamp();
        string? told = null;
        while ((await ecs.StartedBy(service, StartedBy(service))).FirstOrDefault() is { } running)
        {
            var id = ServiceName.Last(running);
            if (told != id)
            {
                tell($"{service.Name}: task {id} of an earlier run is still under way; its end is waited for.");
                told = id;
            }

            if (clock.GetElapsedTime(began) >= timeout)
            {
                throw new StevedoreException(
                    what,
                    $"that of an earlier run is still under way, in task {id}",
                    $"End it with {StopCommand(service, id)}, and deploy again."
                );
            }

            await System.Threading.Tasks.Task.Delay(Wait, clock, ecs.Cancellation);
        }

        return told is not null;
    }

    private static string StopCommand(ServiceName service, string task) =>
        $"`aws ecs stop-task --cluster {service.Cluster} --task {task} --region {service.Region}`";

    private async System.Threading.Tasks.Task StopCancelled(ServiceName service, TaskDefinition definition, string? arn)
    {
        using CancellationTokenSource limit = new(UntilStopped);
        var command = StopCommand(service, arn is null ? "<task>" : ServiceName.Last(arn));
        try
        {
            arn ??= await System
                .Threading.Tasks.Task.Run(() => Started(service, definition, limit.Token), limit.Token)
                .WaitAsync(limit.Token);
            command = StopCommand(service, ServiceName.Last(arn));
            var task = arn;
            await System
                .Threading.Tasks.Task.Run(() => ecs.StopTask(service, task, "Cancelled", limit.Token), limit.Token)
                .WaitAsync(limit.Token);
        }
        catch (Exception cause) when (cause is OperationCanceledException or StevedoreException)
        {
            var why = (cause as StevedoreException)?.Why ?? Invariant($"ECS did not do so within {UntilStopped.TotalSeconds:0} s");
            tell(
                arn is null
                    ? $"{service.Name}: whether a task of {definition.Name} was started could not be told: {why}. Look with "
                        + $"`aws ecs list-tasks --cluster {service.Cluster} --started-by {StartedBy(service)} --region {service.Region}`, and end it with {command}."
                    : $"{service.Name}: task {ServiceName.Last(arn)} could not be stopped: {why}. End it with {command}."
            );
        }
    }

    // Of another run it would be of another revision.
    private async Task<string> Started(ServiceName service, TaskDefinition definition, CancellationToken limit)
    {
        while (true)
        {
            var running = await ecs.Tasks(service, await ecs.StartedBy(service, StartedBy(service), limit), limit);
            if (running.Find(task => task.TaskDefinitionArn == definition.Arn && task.TaskArn is not null) is { } found)
            {
                return found.TaskArn!;
            }

            await System.Threading.Tasks.Task.Delay(Again, limit);
        }
    }

    // What is started by it is found by it: ECS takes 128 letters, digits, '-' and '_'.
    private static string StartedBy(ServiceName service) =>
        $"stevedore-before-{service.Name}" is var name && name.Length <= 128 ? name : name[..128];

    private async Task<EcsTask> Start(ServicePlan plan, TaskDefinition definition, BeforeSettings before, string what)
    {
        var of = plan.Now.Service;
        var hasStrategy = of.CapacityProviderStrategy is { Count: > 0 };
        RunTaskRequest request = new()
        {
            Cluster = plan.Target.Service.Cluster,
            TaskDefinition = definition.Arn,
            Count = 1,
            CapacityProviderStrategy = hasStrategy ? of.CapacityProviderStrategy : null,
            LaunchType = hasStrategy ? null : of.LaunchType,
            PlatformVersion = of.PlatformVersion,
            NetworkConfiguration = of.NetworkConfiguration,
            StartedBy = StartedBy(plan.Target.Service),
            ClientToken = Guid.NewGuid().ToString("N"),
            Overrides = before.Command is { } command
                ? new() { ContainerOverrides = [new() { Name = before.Container, Command = [.. command] }] }
                : null,
        };
        var answer = await new UntilVisible(clock, ecs.Cancellation).Ask(() => ecs.Run(plan.Target.Service, request));
        // It answers 200 when it starts nothing.
        return answer.Tasks?.Find(task => task.TaskArn is { Length: > 0 })
            ?? throw new StevedoreException(
                what,
                answer.Failures is [var failure, ..]
                    ? $"ECS did not start the task: {OutsideText.Line(failure.Reason)}{(failure.Detail is { Length: > 0 } detail ? $" ({OutsideText.Line(detail)})" : "")}"
                    : "ECS did not start the task, and does not say why",
                "Look at the cluster's capacity and the service's network: `aws ecs describe-clusters --include STATISTICS`."
            );
    }

    private async Task<EcsTask> End(ServiceName service, string arn, TimeSpan timeout, string what, Action stopped)
    {
        var began = clock.GetTimestamp();
        var seen = began;
        while (true)
        {
            var task = (await ecs.Tasks(service, [arn])).FirstOrDefault();
            if (task is { LastStatus: "STOPPED" })
            {
                return task;
            }

            seen = task is null ? seen : clock.GetTimestamp();
            // One that has just been started may not be found yet.
            if (clock.GetElapsedTime(seen) > UntilFound)
            {
                throw new StevedoreException(
                    what,
                    $"ECS does not know its task {ServiceName.Last(arn)} any more, so that nobody knows how it ended",
                    "No service was updated. Look at its log, and deploy again if it may run twice."
                );
            }

            if (clock.GetElapsedTime(began) >= timeout)
            {
                await ecs.StopTask(service, arn, "It took too long", ecs.Cancellation);
                stopped();
                throw new StevedoreException(
                    what,
                    Invariant($"it had not ended after {timeout.TotalMinutes:0.##} minutes, and was stopped"),
                    "Give it longer with deploy.timeoutMinutes, or look at its log."
                );
            }

            await System.Threading.Tasks.Task.Delay(Wait, clock, ecs.Cancellation);
        }
    }

    private async Task<ImmutableArray<string>> Log(TaskDefinition definition, string container, EcsTask task)
    {
        if (definition.LogOf(container) is not { } log)
        {
            return [];
        }

        try
        {
            var (lines, _) = await ecs.Log(
                log.Group,
                $"{log.Prefix}/{container}/{StoppedTask.Id(task)}",
                log.Region ?? ecs.Region,
                LinesOfLog
            );
            return [.. lines.Select(line => OutsideText.Line(line))];
        }
        catch (StevedoreException fault)
        {
            return [$"{fault.What}: {fault.Why}."];
        }
    }
}
