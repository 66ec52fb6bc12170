using Amazon.CodePipeline;
using Amazon.CodePipeline.Model;
using Amazon.SecurityToken;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;

namespace Stevedore.CodeBuild.Executions;

/// <summary>What CodePipeline of one region is asked, with the credentials of one role. Every fault says what was being done, and what would allow it.</summary>
internal sealed class PipelineApi(IAwsClients aws, string region, string? role) : IDisposable
{
    private const int MostAtOnce = 100;

    private readonly IAmazonCodePipeline pipelines = aws.Create<AmazonCodePipelineConfig, IAmazonCodePipeline>(
        region,
        role,
        (credentials, to) => new AmazonCodePipelineClient(credentials, to)
    );

    // Whether a request that changed something was heard is told from how often it was asked: the SDK must not ask again by itself.
    private readonly IAmazonCodePipeline acts = aws.Create<AmazonCodePipelineConfig, IAmazonCodePipeline>(
        region,
        role,
        (credentials, to) =>
        {
            to.MaxErrorRetry = 0;
            return new AmazonCodePipelineClient(credentials, to);
        }
    );

    public string Region => region;

    public string? Role => role;

    /// <summary>The names of all pipelines.</summary>
    public async Task<ImmutableArray<string>> Names(CancellationToken cancellation)
    {
        var all = await AwsPages.All(async next =>
        {
            var answer = await Ask(
                "Cannot list the pipelines",
                PipelinePermissions.List.On(new(region)),
                () => pipelines.ListPipelinesAsync(new() { NextToken = next }, cancellation)
            );
            return (answer.Pipelines, answer.NextToken);
        });
        return [.. all.Select(one => one.Name).OfType<string>()];
    }

    /// <summary>Its stages as they are now.</summary>
    public Task<GetPipelineStateResponse> State(string pipeline, CancellationToken cancellation) =>
        Ask(
            $"Cannot look up the pipeline '{pipeline}'",
            LookUp(pipeline, "codepipeline:GetPipelineState"),
            () => pipelines.GetPipelineStateAsync(new() { Name = pipeline }, cancellation)
        );

    /// <summary>Some of the newest executions, newest first.</summary>
    /// <param name="from">Where the last answer ended; null for the newest.</param>
    /// <returns>Where the next begin; null at the end.</returns>
    public async Task<(List<PipelineExecutionSummary>? Executions, string? Next)> Executions(
        string pipeline,
        string? from,
        CancellationToken cancellation
    )
    {
        var answer = await Ask(
            $"Cannot list the executions of the pipeline '{pipeline}'",
            LookUp(pipeline, "codepipeline:ListPipelineExecutions"),
            () =>
                pipelines.ListPipelineExecutionsAsync(
                    new()
                    {
                        PipelineName = pipeline,
                        MaxResults = MostAtOnce,
                        NextToken = from,
                    },
                    cancellation
                )
        );
        return (answer.PipelineExecutionSummaries, answer.NextToken);
    }

    /// <summary>Null when there is no execution of that id.</summary>
    public async Task<PipelineExecution?> Execution(string pipeline, string id, CancellationToken cancellation)
    {
        try
        {
            var answer = await Ask(
                $"Cannot look up the execution {id} of the pipeline '{pipeline}'",
                LookUp(pipeline, "codepipeline:GetPipelineExecution"),
                () => pipelines.GetPipelineExecutionAsync(new() { PipelineName = pipeline, PipelineExecutionId = id }, cancellation)
            );
            return answer.PipelineExecution;
        }
        catch (StevedoreException fault) when (fault.InnerException is PipelineExecutionNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The actions that have begun in an execution, those that were retried among them.</summary>
    public async Task<ImmutableArray<ActionExecutionDetail>> Actions(string pipeline, string id, CancellationToken cancellation)
    {
        var all = await AwsPages.All(async next =>
        {
            var answer = await Ask(
                $"Cannot list the actions of the pipeline '{pipeline}'",
                LookUp(pipeline, "codepipeline:ListActionExecutions"),
                () =>
                    pipelines.ListActionExecutionsAsync(
                        new()
                        {
                            PipelineName = pipeline,
                            Filter = new() { PipelineExecutionId = id },
                            MaxResults = MostAtOnce,
                            NextToken = next,
                        },
                        cancellation
                    )
            );
            return (answer.ActionExecutionDetails, answer.NextToken);
        });
        return [.. all.Where(one => one.PipelineExecutionId is null || one.PipelineExecutionId == id)];
    }

    /// <summary>Runs the actions of a stage again.</summary>
    public Task Retry(string pipeline, string stage, string execution, StageRetryMode mode, CancellationToken cancellation) =>
        Ask(
            $"Cannot retry the stage '{stage}' of the pipeline '{pipeline}'",
            PipelinePermissions.Retry.On(new(region, null, $"{pipeline}/{stage}")),
            () =>
                acts.RetryStageExecutionAsync(
                    new()
                    {
                        PipelineName = pipeline,
                        StageName = stage,
                        PipelineExecutionId = execution,
                        RetryMode = mode,
                    },
                    cancellation
                )
        );

    /// <summary>Answers an approval.</summary>
    public Task Answer(string pipeline, string stage, string action, string token, ApprovalResult result, CancellationToken cancellation) =>
        Ask(
            $"Cannot answer the approval '{action}' of the stage '{stage}' of the pipeline '{pipeline}'",
            PipelinePermissions.Approve.On(new(region, null, $"{pipeline}/{stage}/{action}")),
            () =>
                acts.PutApprovalResultAsync(
                    new()
                    {
                        PipelineName = pipeline,
                        StageName = stage,
                        ActionName = action,
                        Token = token,
                        Result = result,
                    },
                    cancellation
                )
        );

    /// <summary>Asks CodePipeline to stop an execution.</summary>
    public Task Stop(string pipeline, string execution, bool abandons, string? reason, CancellationToken cancellation) =>
        Ask(
            $"Cannot stop the execution {execution} of the pipeline '{pipeline}'",
            PipelinePermissions.Stop.On(new(region, null, pipeline)),
            () =>
                acts.StopPipelineExecutionAsync(
                    new()
                    {
                        PipelineName = pipeline,
                        PipelineExecutionId = execution,
                        Abandon = abandons,
                        Reason = reason,
                    },
                    cancellation
                )
        );

    /// <summary>Disables the transition into a stage.</summary>
    public Task Freeze(string pipeline, string stage, string reason, CancellationToken cancellation) =>
        Ask(
            $"Cannot freeze the stage '{stage}' of the pipeline '{pipeline}'",
            PipelinePermissions.Freeze.On(new(region, null, $"{pipeline}/{stage}")),
            () =>
                acts.DisableStageTransitionAsync(
                    new()
                    {
                        PipelineName = pipeline,
                        StageName = stage,
                        TransitionType = StageTransitionType.Inbound,
                        Reason = reason,
                    },
                    cancellation
                )
        );

    /// <summary>Enables the transition into a stage.</summary>
    public Task Thaw(string pipeline, string stage, CancellationToken cancellation) =>
        Ask(
            $"Cannot thaw the stage '{stage}' of the pipeline '{pipeline}'",
            PipelinePermissions.Thaw.On(new(region, null, $"{pipeline}/{stage}")),
            () =>
                acts.EnableStageTransitionAsync(
                    new()
                    {
                        PipelineName = pipeline,
                        StageName = stage,
                        TransitionType = StageTransitionType.Inbound,
                    },
                    cancellation
                )
        );

    /// <summary>Who asks, with the credentials of this role or with those of another.</summary>
    /// <param name="by">The ARN of a role; null for the caller's own credentials.</param>
    public async Task<(string Arn, string Account)> Caller(string? by, CancellationToken cancellation)
    {
        using var client = aws.SecurityToken(region, by);
        var answer = await Ask(
            "Cannot tell who calls",
            CallerPermissions.Identify.On(new()),
            () => client.GetCallerIdentityAsync(new(), cancellation)
        );
        return (answer.Arn ?? "", answer.Account ?? "");
    }

    public void Dispose()
    {
        pipelines.Dispose();
        acts.Dispose();
    }

    private PolicyStatement LookUp(string pipeline, string action) =>
        PipelinePermissions.LookUp.On(new(region, null, pipeline)).For(action);

    private static async Task<T> Ask<T>(string what, PolicyStatement needed, Func<Task<T>> call)
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
}
