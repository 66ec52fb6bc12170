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

    /// <summary>Runs it to its end.</summary>
    /// <param name="plan">The service whose network it has.</param>
    /// <param name="definition">What the service is about to get.</param>
    /// <exception cref="StevedoreException">It cannot be started, or fails.</exception>
    public async System.Threading.Tasks.Task Run(ServicePlan plan, TaskDefinition definition, BeforeSettings before)
    {
        var service = plan.Target.Service;
        var command = before.Command is { } words ? $" `{string.Join(' ', words)}`" : "";
        var what = $"Cannot run{command} before the deployment of {service}";
        var task = await Start(plan, definition, before, what);
        var arn = task.TaskArn!;
        tell(
            $"{service.Name}: {(command.Length > 0 ? command.TrimStart() : $"the command of container '{before.Container}'")} runs in task {StoppedTask.Id(task)} of {definition.Name}."
        );
        var isOver = false;
        cleanUp.Register(() =>
        {
            if (!isOver)
            {
                ecs.StopTask(service, arn, "Cancelled").GetAwaiter().GetResult();
            }
        });
        var ended = await End(service, arn, plan.Target.Timeout, what);
        isOver = true;
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
            StartedBy = "stevedore",
            ClientToken = Guid.NewGuid().ToString("N"),
            Overrides = before.Command is { } command
                ? new() { ContainerOverrides = [new() { Name = before.Container, Command = [.. command] }] }
                : null,
        };
        var answer = await new UntilVisible(clock, ecs.Cancellation).Ask(() => ecs.Run(plan.Target.Service, request));
        // It answers 200 when it starts nothing.
        return answer.Tasks?.FirstOrDefault()
            ?? throw new StevedoreException(
                what,
                answer.Failures is [var failure, ..]
                    ? $"ECS did not start the task: {OutsideText.Line(failure.Reason)}{(failure.Detail is { Length: > 0 } detail ? $" ({OutsideText.Line(detail)})" : "")}"
                    : "ECS did not start the task, and does not say why",
                "Look at the cluster's capacity and the service's network: `aws ecs describe-clusters --include STATISTICS`."
            );
    }

    private async Task<EcsTask> End(ServiceName service, string arn, TimeSpan timeout, string what)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            // A task that has just been started may not be found yet.
            if ((await ecs.Tasks(service, [arn])).FirstOrDefault() is { LastStatus: "STOPPED" } stopped)
            {
                return stopped;
            }

            if (clock.GetElapsedTime(began) >= timeout)
            {
                await ecs.StopTask(service, arn, "It took too long");
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
