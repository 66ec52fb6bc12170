namespace Stevedore.Tests.Ecs;

internal sealed partial class Script
{
    private static readonly string[] Crash =
    [
        "Unhandled exception. System.InvalidOperationException: No database.",
        "   at Program.Main()",
    ];

    public static Script BreakerRollback(TaskFailure? failure = null) => Failing(FailureEnding.BreakerRollback, failure);

    public static Script BreakerWithoutRollback(TaskFailure? failure = null) => Failing(FailureEnding.BreakerWithoutRollback, failure);

    public static Script RollbackFails(TaskFailure? failure = null) => Failing(FailureEnding.RollbackFails, failure);

    /// <summary>Without a breaker, for ever.</summary>
    public static Script CrashLoop(TaskFailure? failure = null) => Failing(FailureEnding.Never, failure);

    public static Script PullFailure(FailureEnding ending = FailureEnding.BreakerRollback) =>
        new(rollout => Fail(rollout, TaskFailure.CannotPull(rollout.Deployment.Definition.Containers.First().Text("image")!), ending));

    public static Script OutOfMemory(FailureEnding ending = FailureEnding.BreakerRollback) => Failing(ending, TaskFailure.OutOfMemory());

    public static Script ContainerHealthCheckFailure(FailureEnding ending = FailureEnding.BreakerRollback) =>
        Failing(ending, TaskFailure.ContainerUnhealthy());

    /// <summary>Of a service behind a load balancer.</summary>
    public static Script TargetHealthCheckFailure(FailureEnding ending = FailureEnding.BreakerRollback) =>
        new(rollout => Fail(rollout, TaskFailure.TargetUnhealthy(rollout.Service.TargetGroup!), ending));

    /// <summary>The tasks are healthy, and then an alarm goes off.</summary>
    public static Script AlarmRollback(string alarm = "web-5xx") =>
        new(rollout =>
            Replace(
                rollout,
                () =>
                {
                    rollout.Break(Verdict.AlarmRaised(alarm));
                    rollout.RollBack(Verdict.AlarmRaised(alarm));
                }
            )
        );

    private static Script Failing(FailureEnding ending, TaskFailure? failure) =>
        new(rollout => Fail(rollout, failure ?? TaskFailure.Exits(1, Crash), ending));

    private static void Fail(Rollout rollout, TaskFailure failure, FailureEnding ending)
    {
        var round = 0;
        rollout.After(2, Round);

        void Round()
        {
            var task = rollout.Start(Math.Min(rollout.Desired, 1));
            if (failure.IsStarted)
            {
                rollout.After(5, () => rollout.Run(task));
                rollout.After(8, () => MarkUnhealthy(task, failure));
            }

            rollout.After(10, () => Array.ForEach(task, one => rollout.Fail(one, failure)));
            round++;
            rollout.After(ending != FailureEnding.Never && round == rollout.Threshold ? 15 : 20, Next);
        }

        void Next()
        {
            if (ending == FailureEnding.Never || round < rollout.Threshold)
            {
                SayImpaired(rollout, round);
                Round();
                return;
            }

            rollout.Break(Verdict.Breaker);
            End(rollout, ending);
        }
    }

    private static void MarkUnhealthy(StubTask[] tasks, TaskFailure failure)
    {
        foreach (var task in tasks.Where(task => failure.StopCode == "ServiceSchedulerInitiated" && task.Target is not null))
        {
            task.Target = TargetState.Unhealthy;
        }
    }

    private static void SayImpaired(Rollout rollout, int round)
    {
        if (round == 3)
        {
            rollout.Service.Event(
                "is unable to consistently start tasks successfully. "
                    + "For more information, see the Troubleshooting section of the Amazon ECS Developer Guide."
            );
        }
    }

    private static void End(Rollout rollout, FailureEnding ending)
    {
        if (ending == FailureEnding.BreakerRollback)
        {
            rollout.RollBack(Verdict.Breaker);
        }
        else if (ending == FailureEnding.RollbackFails)
        {
            rollout.FailRollback(Verdict.Breaker);
        }
        else
        {
            rollout.Stall("Service deployment stopped because the circuit breaker threshold was exceeded.");
        }
    }
}
