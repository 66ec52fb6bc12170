using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

/// <summary>A deployment on its way: what a script can let happen.</summary>
internal sealed class Rollout
{
    private readonly EcsStub stub;
    private readonly double pace;
    private readonly StubDeployment? before;
    private int failures;
    private int turns;

    private Rollout(EcsStub stub, StubService service, StubDefinition definition, double pace)
    {
        (this.stub, Service, this.pace) = (stub, service, pace);
        before = service.Deployments.Find(known => known.RolloutState == "COMPLETED");
        var sources = service.Revisions.Where(known => service.Deployments.Contains(known.Deployment)).ToArray();
        foreach (var known in service.Deployments)
        {
            known.Status = "ACTIVE";
        }

        Deployment = new StubDeployment(stub, service, definition);
        service.Deployments.Insert(0, Deployment);
        var revision = new StubRevision(stub, service, Deployment);
        service.Revisions.Add(revision);
        Record = new StubServiceDeployment(stub, service, revision, sources);
        service.History.Insert(0, Record);
        service.Current = this;
    }

    public StubService Service { get; }

    public StubDeployment Deployment { get; }

    public StubServiceDeployment Record { get; }

    public bool IsOver { get; private set; }

    public int Desired => Service.Desired;

    /// <summary>The deployment that a service was created with.</summary>
    public static void Standing(EcsStub stub, StubService service, StubDefinition definition)
    {
        var rollout = new Rollout(stub, service, definition, 1);
        rollout.Record.Become("IN_PROGRESS");
        var tasks = rollout.Add(service.Desired);
        rollout.Run(tasks);
        rollout.Heal(tasks);
        rollout.StopOthers();
        rollout.Complete();
    }

    public static Rollout Begin(EcsStub stub, StubService service, StubDefinition definition, Script script)
    {
        if (service.Current is { IsOver: false } earlier)
        {
            earlier.Supersede();
        }

        var rollout = new Rollout(stub, service, definition, stub.Pace * script.Scale);
        rollout.Deployment.Roll("IN_PROGRESS", $"ECS deployment {rollout.Deployment.Id} in progress.");
        rollout.After(1, () => rollout.Record.Become("IN_PROGRESS"));
        script.Plan(rollout);
        return rollout;
    }

    /// <summary>Lets something happen later, unless the rollout is over or took another turn then.</summary>
    public void After(double seconds, Action step)
    {
        var turn = turns;
        stub.After(
            seconds * pace,
            () =>
            {
                if (!IsOver && turn == turns)
                {
                    step();
                }
            }
        );
    }

    public StubTask[] Start(int count)
    {
        var tasks = Add(count);
        if (count > 0)
        {
            Service.Event($"has started {count} tasks: {Listed(tasks)}.");
        }

        return tasks;
    }

    public void Run(IEnumerable<StubTask> tasks)
    {
        var started = tasks.Where(task => task.IsPending).ToArray();
        foreach (var task in started)
        {
            task.Run();
            task.Log(Service.Greeting);
            task.Target = Service.TargetGroup is null ? null : TargetState.Initial;
        }

        if (Service.TargetGroup is { } group && started.Length > 0)
        {
            Service.Event($"registered {started.Length} targets in (target-group {group})");
        }
    }

    public void Heal(IEnumerable<StubTask> tasks)
    {
        foreach (var task in tasks.Where(task => task.IsRunning))
        {
            task.HealthStatus = "HEALTHY";
            task.Target = Service.TargetGroup is null ? null : TargetState.Healthy;
        }
    }

    /// <summary>Lets a task fail, which the breaker counts.</summary>
    public void Fail(StubTask task, TaskFailure failure)
    {
        task.HealthStatus = failure.HealthStatus;
        task.Log(failure.Log);
        task.Stop(failure.StopCode, failure.StoppedReason, failure);
        failures++;
        Deployment.Failed = Service.CountsFailures ? failures : 0;
        Record.Breaker = Breaker("MONITORING");
        if (failure.Event is { } happened)
        {
            Service.Event(happened(task));
        }
    }

    /// <summary>Takes the traffic from what ran before.</summary>
    public void DrainOthers()
    {
        var others = Others.Where(task => task.IsRunning).ToArray();
        if (others.Length == 0 || Service.TargetGroup is not { } group)
        {
            return;
        }

        foreach (var task in others)
        {
            task.Target = TargetState.Draining;
        }

        Service.Event($"has begun draining connections on {others.Length} tasks.");
        Service.Event($"deregistered {others.Length} targets in (target-group {group})");
    }

    public void StopOthers() => Stop(Others);

    public void Complete()
    {
        IsOver = true;
        Deployment.Complete();
        Service.Deployments.RemoveAll(known => known != Deployment);
        Service.Event($"(deployment {Deployment.Id}) deployment completed.");
        Service.Event("has reached a steady state.");
        Record.Become("SUCCESSFUL");
        if (Record.Breaker is not null)
        {
            Record.Breaker = Breaker("MONITORING_COMPLETE");
        }
    }

    /// <summary>The circuit breaker or an alarm ends it; whether it goes back is another matter.</summary>
    public void Break(Verdict verdict)
    {
        Deployment.Roll("FAILED", verdict.RolloutReason);
        Service.Event($"(deployment {Deployment.Id}) deployment failed: {verdict.EventReason}.");
        if (verdict.Alarm is { } alarm)
        {
            Record.Alarms = new JsonObject
            {
                ["status"] = "TRIGGERED",
                ["alarmNames"] = new JsonArray(alarm),
                ["triggeredAlarmNames"] = new JsonArray(alarm),
            };
        }
        else
        {
            Record.Breaker = Breaker("TRIGGERED");
        }
    }

    /// <summary>It stays as it is, for good.</summary>
    public void Stall(string reason)
    {
        IsOver = true;
        Record.Become("STOPPED", reason);
    }

    public void RollBack(Verdict verdict)
    {
        if (before is null)
        {
            IsOver = true;
            Record.Become("ROLLBACK_FAILED", "No rollback candidate was found to run the rollback.");
            return;
        }

        BeginRollback(before, verdict);
        After(5, () => Stop(Deployment.Wanted));
        After(20, () => Run(before.Tasks));
        After(30, () => FinishRollback(before));
    }

    /// <summary>The rollback begins and does not come to its end.</summary>
    public void FailRollback(Verdict verdict)
    {
        if (before is null)
        {
            RollBack(verdict);
            return;
        }

        BeginRollback(before, verdict);
        After(
            40,
            () =>
            {
                IsOver = true;
                before.Roll("FAILED", "ECS deployment circuit breaker: tasks failed to start.");
                Record.Become("ROLLBACK_FAILED", verdict.StatusReason);
            }
        );
    }

    /// <summary>Waits for somebody to go on.</summary>
    public void Pause(double seconds, Action goOn)
    {
        var hook = new StubHook(StubNames.Last(Record.Arn), stub.Now.AddSeconds(seconds * pace), goOn);
        Record.Hook = hook;
        After(
            seconds,
            () =>
            {
                if (hook.IsAwaiting)
                {
                    hook.End("TIMED_OUT");
                    RollBack(Verdict.HookTimedOut(Record.Stage!));
                }
            }
        );
    }

    /// <summary>Somebody asks for its end.</summary>
    public void RequestStop(bool isRollback)
    {
        turns++;
        if (Record.Hook is { IsAwaiting: true } hook)
        {
            hook.End("FAILED");
        }

        if (isRollback)
        {
            Record.Become("ROLLBACK_REQUESTED");
            After(2, () => RollBack(Verdict.Requested));
            return;
        }

        Record.Become("STOP_REQUESTED");
        IsOver = true;
        stub.After(2 * pace, () => Record.Become("STOPPED", "Service deployment stopped by user request."));
    }

    /// <summary>Nothing of it happens any more.</summary>
    public void Abandon()
    {
        IsOver = true;
        Record.Become("STOPPED");
    }

    /// <summary>Somebody else deploys the same with another revision.</summary>
    public void Another()
    {
        var copy = Deployment.Definition.Body.DeepClone().AsObject();
        Service.Deploy(stub.Definitions.Register(copy, $"arn:aws:iam::{EcsStub.Account}:user/somebody"));
    }

    private void Supersede()
    {
        IsOver = true;
        Record.Become("STOP_REQUESTED", "Service deployment stopped because a new service deployment was started.");
        stub.After(3 * pace, () => Record.Become("STOPPED"));
    }

    private void BeginRollback(StubDeployment target, Verdict verdict)
    {
        turns++;
        if (Deployment.RolloutState != "FAILED")
        {
            Deployment.Roll("FAILED", verdict.RolloutReason);
        }

        Deployment.Status = "ACTIVE";
        target.Status = "PRIMARY";
        target.Roll("IN_PROGRESS", $"ECS deployment circuit breaker: rolling back to deploymentId {target.Id}.");
        Service.Deployments.Remove(target);
        Service.Deployments.Insert(0, target);
        Service.Event($"rolling back to deployment {target.Id}.");
        Record.Become("ROLLBACK_IN_PROGRESS", verdict.StatusReason);
        Record.ProductionWeight = Record.ProductionWeight is null ? null : 0;
        Record.TestWeight = Record.TestWeight is null ? null : 0;
        Record.Rollback = new JsonObject
        {
            ["reason"] = verdict.StatusReason,
            ["startedAt"] = StubJson.Seconds(stub.Now),
            ["serviceRevisionArn"] = Service.Revisions.First(known => known.Deployment == target).Arn,
        };
        var missing = Add(Math.Max(0, Desired - target.Wanted.Count()), target);
        if (missing.Length > 0)
        {
            Service.Event($"has started {missing.Length} tasks: {Listed(missing)}.");
        }
    }

    private void FinishRollback(StubDeployment target)
    {
        IsOver = true;
        Heal(target.Tasks);
        target.Complete();
        Service.Deployments.RemoveAll(known => known != target);
        Service.Event($"(deployment {target.Id}) deployment completed.");
        Service.Event("has reached a steady state.");
        Record.Become("ROLLBACK_SUCCESSFUL");
    }

    private IEnumerable<StubTask> Others => Service.Tasks.Where(task => task.StartedBy != Deployment.Id && task.DesiredStatus == "RUNNING");

    private void Stop(IEnumerable<StubTask> tasks)
    {
        var stopped = tasks.ToArray();
        foreach (var task in stopped)
        {
            task.Stop("ServiceSchedulerInitiated", $"Scaling activity initiated by (deployment {Service.Primary.Id})");
        }

        if (stopped.Length > 0)
        {
            Service.Event($"has stopped {stopped.Length} running tasks: {Listed(stopped)}.");
        }
    }

    private StubTask[] Add(int count, StubDeployment? to = null)
    {
        var deployment = to ?? Deployment;
        var own = Service.Revisions.First(known => known.Deployment == deployment);
        var tasks = Enumerable
            .Range(0, count)
            .Select(_ => new StubTask(stub, Service.Cluster, deployment.Definition, own)
            {
                Service = Service,
                StartedBy = deployment.Id,
                Group = $"service:{Service.Name}",
            })
            .ToArray();
        stub.Tasks.AddRange(tasks);
        return tasks;
    }

    private JsonObject Breaker(string status) =>
        new()
        {
            ["status"] = status,
            ["failureCount"] = failures,
            ["threshold"] = Threshold,
        };

    /// <summary>How many tasks may fail.</summary>
    public int Threshold => Math.Clamp((Desired + 1) / 2, 3, 200);

    private static string Listed(IEnumerable<StubTask> tasks) => string.Join(' ', tasks.Select(task => $"(task {task.Id})"));
}
