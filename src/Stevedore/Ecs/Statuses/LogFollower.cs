using Amazon.ECS;
using Stevedore.Ecs.Services;
using Stevedore.Ecs.TaskDefinitions;
using Stevedore.Ecs.Watching;

namespace Stevedore.Ecs.Statuses;

/// <summary>Prints what the containers of a service log, as it comes.</summary>
internal sealed class LogFollower(EcsApi ecs, TimeProvider clock, Action<string> tell)
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(2);
    private const int MostAtOnce = 1000;

    private readonly Dictionary<string, string?> positions = new(StringComparer.Ordinal);

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

        do
        {
            foreach (var task in await ecs.Tasks(service, DesiredStatus.RUNNING))
            {
                foreach (
                    var name in containers.Where(name =>
                        task.TaskDefinitionArn == now.Definition.Arn && now.Definition.LogOf(name) is not null
                    )
                )
                {
                    await Print(now.Definition, name, StoppedTask.Id(task), lines);
                }
            }

            if (follows)
            {
                await Task.Delay(Wait, clock, ecs.Cancellation);
            }
        } while (follows);
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
            tell($"{container}/{(task.Length > 8 ? task[..8] : task)}  {OutsideText.Clean(line)}");
        }
    }
}
