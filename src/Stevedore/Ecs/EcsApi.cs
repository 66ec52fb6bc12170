using System.Text.Json.Nodes;
using Amazon.CodePipeline;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.SecurityToken;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;
using Stevedore.Ecs.TaskDefinitions;
using EcsTask = Amazon.ECS.Model.Task;
using Task = System.Threading.Tasks.Task;
using TaskDefinition = Stevedore.Ecs.TaskDefinitions.TaskDefinition;

namespace Stevedore.Ecs;

/// <summary>What ECS of one region is asked, with the credentials of one role. Every fault says what was being done, and what would allow it.</summary>
/// <remarks>Task definitions go as they are: members that no client knows must survive.</remarks>
internal sealed class EcsApi(IAwsClients aws, string region, string? role, CancellationToken cancellation) : IDisposable
{
    private static readonly JsonService Protocol = new("AmazonEC2ContainerServiceV20141113");

    private readonly IAmazonECS ecs = aws.Create<AmazonECSConfig, IAmazonECS>(
        region,
        role,
        (credentials, to) => new AmazonECSClient(credentials, to)
    );
    private readonly JsonClient json = aws.Create<AmazonECSConfig, JsonClient>(
        region,
        role,
        (credentials, to) => new(credentials, to, Protocol)
    );

    private readonly LogStreams logs = new(aws, role, EcsPermissions.ReadLogs);

    public string Region => region;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Null when the cluster has no service of that name.</summary>
    /// <exception cref="StevedoreException">There is no such cluster, or AWS refuses.</exception>
    public async Task<Service?> FindService(ServiceName service)
    {
        try
        {
            var answer = await ecs.DescribeServicesAsync(new() { Cluster = service.Cluster, Services = [service.Name] }, cancellation);
            return answer.Services?.FirstOrDefault() is not { } found ? null
                : IsOf(found, service) ? found
                : throw Another($"Cannot look up {service}", found.ServiceArn ?? found.ServiceName!);
        }
        catch (ClusterNotFoundException cause)
        {
            throw new StevedoreException(
                $"Cannot look up {service}",
                $"there is no cluster '{service.Cluster}' in {region}{(role is null ? "" : $" of the account of {role}")}",
                "Correct deploy.cluster or --cluster, or deploy.region and AWS_REGION; `aws ecs list-clusters` shows those that there are.",
                cause
            );
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(cause, $"Cannot look up {service}", EcsPermissions.LookUp.On(Place(service)));
        }
    }

    /// <summary>A revision of a family, or its newest active one, with its tags.</summary>
    public async Task<TaskDefinition?> FindTaskDefinition(string identifier)
    {
        try
        {
            var answer = await json.Call(
                "DescribeTaskDefinition",
                new() { ["taskDefinition"] = identifier, ["include"] = new JsonArray("TAGS") },
                cancellation
            );
            return TaskDefinition.Of(answer);
        }
        // ECS has no code of its own for one that is not there.
        catch (Amazon.Runtime.AmazonServiceException cause)
            when (cause.ErrorCode == "ClientException"
                && cause.Message.Contains("Unable to describe task definition", StringComparison.Ordinal)
            )
        {
            return null;
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(
                cause,
                $"Cannot look up the task definition {ServiceName.Last(identifier)}",
                EcsPermissions.LookUpTaskDefinitions.On(new())
            );
        }
    }

    /// <summary>The active revisions of a family, newest first.</summary>
    public Task<List<string>> Revisions(string family) =>
        Ask(
            $"Cannot list the revisions of '{family}'",
            EcsPermissions.ListRevisions.On(new()),
            async () =>
                (
                    await ecs.ListTaskDefinitionsAsync(
                        new()
                        {
                            FamilyPrefix = family,
                            Sort = SortOrder.DESC,
                            Status = TaskDefinitionStatus.ACTIVE,
                            MaxResults = 100,
                        },
                        cancellation
                    )
                ).TaskDefinitionArns
                ?? []
        );

    /// <summary>Registers a revision.</summary>
    /// <param name="registration">As <c>RegisterTaskDefinition</c> takes it.</param>
    /// <param name="now">What the service runs.</param>
    /// <exception cref="StevedoreException">AWS refuses, or answers with what is not a new revision of that.</exception>
    public async Task<TaskDefinition> Register(JsonObject registration, ServiceName service, TaskDefinition now)
    {
        var family = registration.Text("family") ?? "";
        var what = $"Cannot register a revision of '{family}'";
        var answer = await Ask(
            what,
            EcsPermissions.Register.On(Place(service) with { Name = family }),
            () => json.Call("RegisterTaskDefinition", (JsonObject)registration.DeepClone(), cancellation)
        );
        var registered =
            TaskDefinition.Of(answer)
            ?? throw new StevedoreException(
                what,
                "AWS's answer names no revision",
                "Look with EcsStatus what runs, and run again; check AWS_ENDPOINT_URL."
            );
        return registered.IsRegistered(registration, now)
            ? registered
            : throw new StevedoreException(
                what,
                $"AWS's answer names {OutsideText.Line(registered.Arn, 200)}, which is not what was to be registered",
                "Look with EcsStatus what runs, and run again; check AWS_ENDPOINT_URL."
            );
    }

    /// <summary>Gives a service a task definition. All that is not said stays.</summary>
    /// <param name="isForced">Whether tasks are replaced although nothing changes.</param>
    public Task<Service> Update(ServiceName service, string taskDefinition, bool isForced) =>
        Ask(
            $"Cannot update {service}",
            EcsPermissions.Update.On(Place(service)),
            async () =>
                (
                    await ecs.UpdateServiceAsync(
                        new()
                        {
                            Cluster = service.Cluster,
                            Service = service.Name,
                            TaskDefinition = taskDefinition,
                            ForceNewDeployment = isForced ? true : null,
                        },
                        cancellation
                    )
                ).Service
                ?? new()
        );

    /// <summary>The newest deployments of a service, at most so many; those of before October 2024 are not known.</summary>
    public Task<List<ServiceDeploymentBrief>> Deployments(ServiceName service, int most, params List<string> status) =>
        Ask(
            $"Cannot list the deployments of {service}",
            EcsPermissions.LookUp.On(Place(service)),
            async () =>
                (
                    await ecs.ListServiceDeploymentsAsync(
                        new()
                        {
                            Cluster = service.Cluster,
                            Service = service.Name,
                            Status = status.Count == 0 ? null : status,
                            MaxResults = most,
                        },
                        cancellation
                    )
                ).ServiceDeployments
                ?? []
        );

    /// <summary>Null when there is none of that ARN.</summary>
    public Task<ServiceDeployment?> FindDeployment(ServiceName service, string arn) =>
        Ask(
            $"Cannot look up the deployment of {service}",
            EcsPermissions.Follow.On(Place(service)),
            async () =>
                (
                    await ecs.DescribeServiceDeploymentsAsync(new() { ServiceDeploymentArns = [arn] }, cancellation)
                ).ServiceDeployments?.FirstOrDefault()
        );

    /// <summary>What ran, by the ARNs of service revisions; twenty at most.</summary>
    public Task<List<ServiceRevision>> FindServiceRevisions(ServiceName service, params IReadOnlyCollection<string> arns) =>
        arns.Count == 0
            ? Task.FromResult<List<ServiceRevision>>([])
            : Ask(
                $"Cannot look up what ran in {service}",
                EcsPermissions.LookUpRevisions.On(Place(service)),
                async () =>
                    (await ecs.DescribeServiceRevisionsAsync(new() { ServiceRevisionArns = [.. arns] }, cancellation)).ServiceRevisions
                    ?? []
            );

    /// <summary>Ends a deployment; what ran before is started again.</summary>
    public Task Stop(ServiceName service, string deployment) =>
        Ask(
            $"Cannot stop the deployment of {service}",
            EcsPermissions.Stop.On(Place(service)),
            () =>
                ecs.StopServiceDeploymentAsync(
                    new() { ServiceDeploymentArn = deployment, StopType = StopServiceDeploymentStopType.ROLLBACK },
                    cancellation
                )
        );

    /// <summary>Lets a deployment go on that waits for a person.</summary>
    public Task Continue(ServiceName service, string deployment, string hook) =>
        Ask(
            $"Cannot continue the deployment of {service}",
            EcsPermissions.Continue.On(Place(service)),
            () =>
                ecs.ContinueServiceDeploymentAsync(
                    new()
                    {
                        ServiceDeploymentArn = deployment,
                        HookId = hook,
                        Action = DeploymentLifecycleHookAction.CONTINUE,
                    },
                    cancellation
                )
        );

    /// <summary>The newest tasks of a service, running or stopped; those that stopped over an hour ago are not known.</summary>
    public async Task<List<EcsTask>> Tasks(ServiceName service, DesiredStatus status)
    {
        var what = $"Cannot look up the tasks of {service}";
        var needed = EcsPermissions.ListTasks.On(Place(service) with { Name = service.Cluster });
        var arns = await Ask(
            what,
            needed,
            async () =>
                (
                    await ecs.ListTasksAsync(
                        new()
                        {
                            Cluster = service.Cluster,
                            ServiceName = service.Name,
                            DesiredStatus = status,
                            MaxResults = 100,
                        },
                        cancellation
                    )
                ).TaskArns
                ?? []
        );
        return await Tasks(service, arns);
    }

    /// <summary>The ARNs of tasks that run and were started by something.</summary>
    public Task<List<string>> StartedBy(ServiceName service, string startedBy) => StartedBy(service, startedBy, cancellation);

    /// <summary>The same, also in a run that is cancelled.</summary>
    public Task<List<string>> StartedBy(ServiceName service, string startedBy, CancellationToken limit) =>
        Ask(
            $"Cannot look up the tasks of cluster '{service.Cluster}'",
            EcsPermissions.ListTasks.On(Place(service) with { Name = service.Cluster }),
            async () => (await ecs.ListTasksAsync(new() { Cluster = service.Cluster, StartedBy = startedBy }, limit)).TaskArns ?? []
        );

    /// <summary>Tasks by their ARNs; a hundred at most.</summary>
    public Task<List<EcsTask>> Tasks(ServiceName service, List<string> arns) => Tasks(service, arns, cancellation);

    /// <summary>The same, also in a run that is cancelled.</summary>
    public Task<List<EcsTask>> Tasks(ServiceName service, List<string> arns, CancellationToken limit) =>
        arns.Count == 0
            ? Task.FromResult<List<EcsTask>>([])
            : Ask(
                $"Cannot look up the tasks of {service}",
                EcsPermissions.LookUpTasks.On(Place(service) with { Name = service.Cluster }),
                async () =>
                {
                    var found = (await ecs.DescribeTasksAsync(new() { Cluster = service.Cluster, Tasks = arns }, limit)).Tasks ?? [];
                    return found.Find(task => task.TaskArn is { } arn && !arns.Contains(arn)) is { } other
                        ? throw Another($"Cannot look up the tasks of {service}", other.TaskArn!)
                        : found;
                }
            );

    /// <summary>Starts a task, once however often the request is repeated.</summary>
    public Task<RunTaskResponse> Run(ServiceName service, RunTaskRequest request) =>
        Ask(
            $"Cannot run a task in cluster '{service.Cluster}'",
            EcsPermissions.RunTask.On(Place(service) with { Name = ServiceName.Last(request.TaskDefinition!).Split(':')[0] }),
            () => ecs.RunTaskAsync(request, cancellation)
        );

    /// <summary>Ends a task, also of a run that is cancelled.</summary>
    public Task StopTask(ServiceName service, string task, string reason, CancellationToken limit) =>
        Ask(
            $"Cannot stop the task {ServiceName.Last(task)}",
            EcsPermissions.StopTask.On(Place(service) with { Name = service.Cluster }),
            () =>
                ecs.StopTaskAsync(
                    new()
                    {
                        Cluster = service.Cluster,
                        Task = task,
                        Reason = reason,
                    },
                    limit
                )
        );

    /// <summary>The last lines of a log stream; empty where it has none yet.</summary>
    /// <param name="next">Where an earlier answer ended; null for the end.</param>
    public async Task<(ImmutableArray<string> Lines, string? Next)> Log(
        string group,
        string stream,
        string inRegion,
        int most,
        string? next = null
    ) => await logs.Read(new(inRegion, group, stream), new(most, next), cancellation) is { } page ? (page.Messages, page.Next) : ([], next);

    /// <summary>How a target group finds its targets.</summary>
    public async Task<List<Amazon.ElasticLoadBalancingV2.Model.TargetHealthDescription>> Targets(string targetGroup)
    {
        using var balancing = aws.Create<AmazonElasticLoadBalancingV2Config, IAmazonElasticLoadBalancingV2>(
            region,
            role,
            (credentials, to) => new AmazonElasticLoadBalancingV2Client(credentials, to)
        );
        return await Ask(
            "Cannot look up the health of targets",
            EcsPermissions.LookUpTargets.On(new()),
            async () =>
                (await balancing.DescribeTargetHealthAsync(new() { TargetGroupArn = targetGroup }, cancellation)).TargetHealthDescriptions
                ?? []
        );
    }

    /// <summary>A client of CodePipeline, for whoever freezes a stage.</summary>
    public IAmazonCodePipeline Pipelines() =>
        aws.Create<AmazonCodePipelineConfig, IAmazonCodePipeline>(
            region,
            role,
            (credentials, to) => new AmazonCodePipelineClient(credentials, to)
        );

    /// <summary>Who deploys: an ARN, and the account.</summary>
    public async Task<(string Arn, string Account)> Caller()
    {
        using var sts = aws.SecurityToken(region, role);
        var answer = await Ask(
            "Cannot tell who deploys",
            CallerPermissions.Identify.On(new()),
            () => sts.GetCallerIdentityAsync(new(), cancellation)
        );
        return (answer.Arn, answer.Account);
    }

    /// <summary>Calls AWS, and says of a fault what was being done.</summary>
    public static async Task<T> Ask<T>(string what, PolicyStatement needed, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(cause, what, needed);
        }
    }

    public void Dispose()
    {
        ecs.Dispose();
        json.Dispose();
        logs.Dispose();
    }

    // What another answers must not be taken for what was asked for.
    private bool IsOf(Service found, ServiceName asked) =>
        (found.ServiceName is null || found.ServiceName == asked.Name)
        && (found.ClusterArn is null || ServiceName.Last(found.ClusterArn) == asked.Cluster)
        && (
            found.ServiceArn?.Split(':', 6) is not ["arn", _, "ecs", var where, var account, _]
            || (where == region && (asked.Account is null || account == asked.Account))
        );

    private static StevedoreException Another(string what, string other) =>
        new(
            what,
            $"AWS answered with another: {OutsideText.Line(other, 200)}",
            "Check AWS_ENDPOINT_URL and the proxy (HTTPS_PROXY, NO_PROXY)."
        );

    private PermissionPlace Place(ServiceName service) => new(region, service.Account, service.Path);
}
