namespace Stevedore.Aws.Permissions;

/// <summary>What has to be allowed to whoever looks after a pipeline.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html"/></remarks>
internal static class PipelinePermissions
{
    // Of a pipeline its name, of a stage <pipeline>/<stage>, of an action <pipeline>/<stage>/<action>.
    private const string Place = "arn:{partition}:codepipeline:{region}:{account}:{name}";

    /// <summary>Where none is named, or one that there is not.</summary>
    public static Permission List { get; } =
        new("listing pipelines", "a name that there is not is told with those that there are", Place, "codepipeline:ListPipelines")
        {
            IsOptional = true,
        };

    /// <summary>Of its stages, executions and actions.</summary>
    public static Permission LookUp { get; } =
        new(
            "looking at a pipeline",
            "its stages, executions and actions are shown",
            Place,
            "codepipeline:GetPipelineState",
            "codepipeline:ListPipelineExecutions",
            "codepipeline:GetPipelineExecution",
            "codepipeline:ListActionExecutions"
        );

    /// <summary>Of a stage.</summary>
    public static Permission Retry { get; } =
        new("retrying a stage of a pipeline", "what has failed runs again", Place, "codepipeline:RetryStageExecution");

    /// <summary>Of an action.</summary>
    public static Permission Approve { get; } =
        new("answering an approval of a pipeline", "the execution goes on, or ends there", Place, "codepipeline:PutApprovalResult");

    /// <summary>Of an execution.</summary>
    public static Permission Stop { get; } =
        new("stopping an execution of a pipeline", "it ends before its time", Place, "codepipeline:StopPipelineExecution");

    /// <summary>Of a stage.</summary>
    public static Permission Freeze { get; } =
        new("freezing a stage", "nothing comes into it any more", Place, "codepipeline:DisableStageTransition");

    /// <summary>Of a stage.</summary>
    public static Permission Thaw { get; } =
        new("thawing a stage", "what waits comes into it again", Place, "codepipeline:EnableStageTransition");

    /// <summary>All of them.</summary>
    public static ImmutableArray<Permission> All => [List, LookUp, Retry, Approve, Stop, Freeze, Thaw];
}
