namespace Stevedore.Tests.Ecs;

internal sealed partial class Script
{
    private const double FourteenDays = 14 * 24 * 3600;

    /// <summary>All traffic at once, with a bake time.</summary>
    public static Script BlueGreen(double bake = 300) => Shifting([Shift(100, 6)], bake);

    public static Script Linear(int step = 20, double stepBake = 60, double bake = 300) =>
        Shifting([.. Enumerable.Range(1, 100 / step).Select(number => Shift(number * step, stepBake))], bake);

    public static Script Canary(int percent = 10, double canaryBake = 120, double bake = 300) =>
        Shifting([Shift(percent, canaryBake), Shift(100, 6)], bake);

    /// <summary>Blue/green that waits after a stage for somebody to go on.</summary>
    /// <param name="wait">How long; then it is rolled back.</param>
    public static Script PausedHook(string after = "POST_TEST_TRAFFIC_SHIFT", double bake = 300, double wait = FourteenDays) =>
        Shifting([Shift(100, 6)], bake, after, wait);

    /// <summary>Blue/green in whose bake time an alarm goes off.</summary>
    public static Script BakeAlarm(string alarm = "web-5xx") => Shifting([Shift(100, 6)], double.NaN, alarm: alarm);

    private static Stage Shift(double percent, double seconds) =>
        new("PRODUCTION_TRAFFIC_SHIFT", seconds, rollout => rollout.Record.ProductionWeight = percent);

    private static Script Shifting(
        Stage[] shifts,
        double bake,
        string? pauseAfter = null,
        double wait = FourteenDays,
        string? alarm = null
    ) =>
        new(rollout =>
        {
            (rollout.Record.ProductionWeight, rollout.Record.TestWeight) = (0, 0);
            Stage[] stages =
            [
                new("RECONCILE_SERVICE", 2),
                new("PRE_SCALE_UP", 2),
                new("SCALE_UP", 36, ScaleUp),
                new("POST_SCALE_UP", 4),
                new("TEST_TRAFFIC_SHIFT", 4, one => one.Record.TestWeight = 100),
                new("POST_TEST_TRAFFIC_SHIFT", 4),
                .. shifts,
                new("POST_PRODUCTION_TRAFFIC_SHIFT", 4),
                alarm is null ? new("BAKE_TIME", bake) : new("BAKE_TIME", double.PositiveInfinity, one => Alarm(one, alarm)),
                new("CLEAN_UP", 10, CleanUp),
            ];
            Enter(rollout, stages, pauseAfter, wait);
        });

    private static void Enter(Rollout rollout, ReadOnlyMemory<Stage> stages, string? pauseAfter, double wait)
    {
        if (stages.IsEmpty)
        {
            rollout.Complete();
            return;
        }

        var stage = stages.Span[0];
        rollout.Record.Stage = stage.Name;
        stage.Enter?.Invoke(rollout);
        if (double.IsInfinity(stage.Seconds))
        {
            return;
        }

        rollout.After(
            stage.Seconds,
            () =>
            {
                void GoOn() => Enter(rollout, stages[1..], pauseAfter, wait);
                if (stage.Name == pauseAfter)
                {
                    rollout.Pause(wait, GoOn);
                }
                else
                {
                    GoOn();
                }
            }
        );
    }

    private static void ScaleUp(Rollout rollout)
    {
        var tasks = rollout.Start(rollout.Desired);
        rollout.After(18, () => rollout.Run(tasks));
        rollout.After(33, () => rollout.Heal(tasks));
    }

    private static void CleanUp(Rollout rollout)
    {
        rollout.DrainOthers();
        rollout.After(5, rollout.StopOthers);
    }

    private static void Alarm(Rollout rollout, string alarm) =>
        rollout.After(
            30,
            () =>
            {
                rollout.Break(Verdict.AlarmRaised(alarm));
                rollout.RollBack(Verdict.AlarmRaised(alarm));
            }
        );

    private sealed record Stage(string Name, double Seconds, Action<Rollout>? Enter = null);
}
