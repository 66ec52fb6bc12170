namespace Stevedore.Tests.Ecs;

/// <summary>What happens after an update of a service, and when; the durations are seconds.</summary>
internal sealed partial class Script(Action<Rollout> plan, double scale = 1)
{
    public double Scale => scale;

    public Action<Rollout> Plan => plan;

    /// <summary>The same, faster or slower.</summary>
    public Script Scaled(double factor) => new(plan, scale * factor);

    /// <summary>A minute.</summary>
    public static Script Success() => new(rollout => Replace(rollout, rollout.Complete));

    /// <summary>Twenty minutes.</summary>
    public static Script SlowSuccess() => Success().Scaled(20);

    /// <summary>Completes as soon as some of the tasks are healthy, as the service's criteria say; the others never come.</summary>
    public static Script EarlySuccess(int running = 1) =>
        new(rollout =>
        {
            rollout.After(2, () => Some(rollout, running));
            rollout.After(45, rollout.StopOthers);
            rollout.After(60, rollout.Complete);
        });

    /// <summary>No task finds a place, for ever.</summary>
    public static Script InsufficientCapacity(string? reason = null) =>
        new(rollout => Repeat(rollout, 60, () => rollout.Service.Event($"was unable to place a task{reason ?? NoInstance}")));

    public static Script ServiceDeletedMeanwhile() =>
        new(rollout =>
        {
            Replace(rollout, rollout.Complete);
            rollout.After(15, rollout.Service.Delete);
        });

    public static Script AnotherDeploymentMeanwhile() =>
        new(rollout =>
        {
            Replace(rollout, rollout.Complete);
            rollout.After(15, rollout.Another);
        });

    private const string NoInstance =
        " because no container instance met all of its requirements. The closest matching "
        + "(container-instance 40f53686-1332-4b7b-97b1-5b7de7586fd3) has insufficient memory available. "
        + "For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

    private static void Replace(Rollout rollout, Action then)
    {
        rollout.After(
            2,
            () =>
            {
                var tasks = rollout.Start(rollout.Desired);
                rollout.After(18, () => rollout.Run(tasks));
                rollout.After(33, () => rollout.Heal(tasks));
            }
        );
        rollout.After(38, rollout.DrainOthers);
        rollout.After(48, rollout.StopOthers);
        rollout.After(60, then);
    }

    private static void Some(Rollout rollout, int running)
    {
        var tasks = rollout.Start(rollout.Desired)[..running];
        rollout.After(18, () => rollout.Run(tasks));
        rollout.After(33, () => rollout.Heal(tasks));
    }

    private static void Repeat(Rollout rollout, double seconds, Action step) =>
        rollout.After(
            seconds,
            () =>
            {
                step();
                Repeat(rollout, seconds, step);
            }
        );
}
