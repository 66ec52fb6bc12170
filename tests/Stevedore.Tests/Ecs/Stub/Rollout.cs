namespace Stevedore.Tests.Ecs;

/// <summary>A deployment on its way: what a script can let happen.</summary>
internal sealed partial class Rollout
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

    private static string Listed(IEnumerable<StubTask> tasks) => string.Join(' ', tasks.Select(task => $"(task {task.Id})"));
}
