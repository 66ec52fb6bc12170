using Amazon.ECS;
using Stevedore.Aws;
using Stevedore.Ecs.Plans;
using Stevedore.Ecs.Services;
using Stevedore.Ecs.TaskDefinitions;
using Stevedore.Ecs.Watching;
using EcsTask = Amazon.ECS.Model.Task;

namespace Stevedore.Ecs.Statuses;

/// <summary>Prints what the containers of a service log, as it comes.</summary>
/// <param name="warn">Is given what keeps it from being followed for a while.</param>
internal sealed class LogFollower(EcsApi ecs, TimeProvider clock, Action<string> tell, Action<string> warn)
{
    private const int MostStopped = 5;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(2);
    private const int MostAtOnce = 1000;

    private readonly Dictionary<string, string?> positions = new(StringComparer.Ordinal);
    private readonly HashSet<string> ended = new(StringComparer.Ordinal);
    private readonly HashSet<string> warned = new(StringComparer.Ordinal);
    private bool isPrinted;

    /// <summary>Prints the last lines, and all that follow until the run ends.</summary>
    /// <param name="container">Null for every one.</param>
    /// <param name="follows">False to end after the last lines.</param>
    /// <exception cref="StevedoreException">Nothing of it is logged to CloudWatch.</exception>
    public async Task Run(ServiceName service, string? container, int lines, bool follows)
    {
        var now = await ServiceReader.Read(ecs, service);
        string[] containers = [.. now.Definition.Containers.Where(name => container is null || name == container)];
        if (containers.Length == 0)
        {
            throw new StevedoreException(
                $"Cannot show the log of container '{container}'",
                $"{now.Definition.Name} has no such container",
                $"It has: {string.Join(", ", now.Definition.Containers)}."
            );
        }

        if (!containers.Any(name => now.Definition.LogOf(name) is not null))
        {
            throw new StevedoreException(
                $"Cannot show the logs of {service}",
                $"no container of {now.Definition.Name} logs to CloudWatch with a stream prefix",
                "Give its logConfiguration the driver awslogs, with awslogs-group and awslogs-stream-prefix."
            );
        }

        containers = [.. containers.Where(name => now.Definition.LogOf(name) is not null)];
        for (var isFirst = true; ; isFirst = false)
        {
            await Look(service, now, containers, lines, follows);
            if (isFirst && !isPrinted)
            {
                tell($"Nothing of {now.Definition.Name} was logged so far{(follows ? "; what is logged is printed as it comes" : "")}.");
            }

            if (!follows)
            {
                return;
            }

            await Task.Delay(Wait, clock, ecs.Cancellation);
        }
    }

    // A look that fails for a while, as where too many look, is followed by another.
    private async Task Look(ServiceName service, RunningService now, string[] containers, int lines, bool follows)
    {
        try
        {
            foreach (var task in await Ended(service, now))
            {
                foreach (var name in containers)
                {
                    await Print(now.Definition, name, StoppedTask.Id(task), lines);
                }

                tell(StoppedTask.Says(task));
                isPrinted = true;
                _ = ended.Add(task.TaskArn ?? "");
            }

            var running = await ecs.Tasks(service, DesiredStatus.RUNNING);
            foreach (var task in running.Where(task => task.TaskDefinitionArn == now.Definition.Arn))
            {
                foreach (var name in containers)
                {
                    await Print(now.Definition, name, StoppedTask.Id(task), lines);
                }
            }
        }
        catch (StevedoreException fault) when (follows && AwsFaults.IsPassing(fault.InnerException))
        {
            if (warned.Add(fault.What + fault.Why))
            {
                warn($"{fault.What}: {fault.Why}. The logs are looked for again.");
            }
        }
    }

    // Of a service that does not come up, those that have stopped tell why. Those that ECS stopped itself, as for a deployment, tell nothing.
    private async Task<IEnumerable<EcsTask>> Ended(ServiceName service, RunningService now)
    {
        var stopped = (await ecs.Tasks(service, DesiredStatus.STOPPED))
            .Where(task => task.TaskDefinitionArn == now.Definition.Arn && !ended.Contains(task.TaskArn ?? ""))
            .Where(task => !now.IsSteady || task.StopCode?.Value is "EssentialContainerExited" or "TaskFailedToStart")
            .OrderBy(task => task.StoppedAt ?? task.CreatedAt)
            .ToArray();
        ended.UnionWith(stopped.SkipLast(MostStopped).Select(task => task.TaskArn ?? ""));
        return stopped.TakeLast(MostStopped);
    }

    private async Task Print(TaskDefinition definition, string container, string task, int lines)
    {
        var log = definition.LogOf(container)!.Value;
        var stream = $"{log.Prefix}/{container}/{task}";
        var isKnown = positions.TryGetValue(stream, out var position) && position is not null;
        var (printed, next) = await ecs.Log(log.Group, stream, log.Region ?? ecs.Region, isKnown ? MostAtOnce : lines, position);
        positions[stream] = next;
        foreach (var line in printed)
        {
            isPrinted = true;
            tell($"{container}/{(task.Length > 8 ? task[..8] : task)}  {OutsideText.Clean(line)}");
        }
    }
}
