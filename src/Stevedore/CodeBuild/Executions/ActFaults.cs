using Amazon.CodePipeline;
using Amazon.CodePipeline.Model;
using Stevedore.Aws;

namespace Stevedore.CodeBuild.Executions;

/// <summary>Why CodePipeline does not do what it is asked, with what to do.</summary>
internal static class ActFaults
{
    /// <summary>The same fault, where CodePipeline's own words need more.</summary>
    public static StevedoreException Of(StevedoreException fault, PipelineRequest asked) =>
        Told(fault.InnerException) is var (why, fix)
            ? new(fault.What, why, $"{fix} PipelineStatus {asked.Again} shows what it is doing.", fault.InnerException)
        : fault.InnerException is { } cause and not AmazonCodePipelineException && AwsFaults.IsPassing(cause)
            ? new(
                fault.What,
                fault.Why,
                $"{fault.Fix} Whether it was heard is not known: PipelineStatus {asked.Again} shows it.",
                fault.InnerException
            )
        : fault;

    private static (string Why, string Fix)? Told(Exception? cause) =>
        cause switch
        {
            StageNotRetryableException => (
                "the stage is as it was no longer, or nothing has failed in it: CodePipeline cannot retry it",
                "Start the pipeline again (`aws codepipeline start-pipeline-execution`) where its structure has changed."
            ),
            NotLatestPipelineExecutionException => (
                "another execution has come into the stage since",
                "Retry that one, or start the pipeline again with the revision that is meant."
            ),
            ConcurrentPipelineExecutionsLimitExceededException => (
                "the pipeline runs as many executions as it may",
                "Wait for one to end, or stop one."
            ),
            PipelineExecutionNotStoppableException => (
                "it has ended meanwhile, or cannot be stopped any more",
                "There may be nothing to stop."
            ),
            DuplicatedStopRequestException => (
                "somebody has asked that already",
                "--watch waits for its end; --abandon does not wait for what is under way."
            ),
            ConflictException => ("the pipeline is busy with another change", "Run it again in a minute."),
            StageNotFoundException => ("the pipeline has changed meanwhile, and has no such stage", "Run it again."),
            _ => null,
        };
}
