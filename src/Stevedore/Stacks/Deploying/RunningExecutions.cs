using Amazon.CodePipeline;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;
using Stevedore.CodeBuild.Following;

namespace Stevedore.Stacks.Deploying;

/// <summary>The executions that a change of their pipeline stops.</summary>
internal sealed class RunningExecutions(StackRun run)
{
    private const int MostOfAMessage = 60;

    /// <summary>One line each; empty where none runs, or they may not be listed, which is said.</summary>
    public async Task<ImmutableArray<string>> Of(StackTarget target, string pipeline)
    {
        using var client = run.Aws.Create<AmazonCodePipelineConfig, IAmazonCodePipeline>(
            target.Region,
            target.Role,
            (credentials, to) => new AmazonCodePipelineClient(credentials, to)
        );
        try
        {
            var answer = await new Patience(run.Clock, TimeSpan.FromMinutes(2), "It is asked again.", run.Warn).Ask(
                async token =>
                {
                    try
                    {
                        return await client.ListPipelineExecutionsAsync(new() { PipelineName = pipeline, MaxResults = 100 }, token);
                    }
                    catch (Exception cause)
                        when (AwsFaults.IsFromAws(cause) && cause is not Amazon.CodePipeline.Model.PipelineNotFoundException)
                    {
                        throw AwsFaults.From(
                            cause,
                            $"Cannot list what runs in the pipeline '{pipeline}'",
                            CloudFormationPermissions.Executions.On(new(target.Region, null, pipeline))
                        );
                    }
                },
                run.Cancellation
            );
            return
            [
                .. (answer.PipelineExecutionSummaries ?? [])
                    .Where(execution => execution.Status?.Value is "InProgress" or "Stopping")
                    .Select(execution =>
                        $"  {execution.PipelineExecutionId}{(execution.StartTime is { } since ? Invariant($" since {since.ToUniversalTime():yyyy-MM-dd HH:mm} UTC") : "")}{Revision(execution)}"
                    ),
            ];
        }
        catch (Amazon.CodePipeline.Model.PipelineNotFoundException)
        {
            return [];
        }
        catch (StevedoreException fault) when (AwsFaults.IsDenied(fault.InnerException))
        {
            run.Warn($"{fault.What}: {fault.Why}. {fault.Fix} Whatever runs is stopped when the pipeline is changed.");
            return [];
        }
    }

    private static string Revision(Amazon.CodePipeline.Model.PipelineExecutionSummary execution) =>
        (execution.SourceRevisions ?? []).Find(revision => revision.RevisionId is not null) is { } revision
            ? $", {OutsideText.Line(Short(revision.RevisionId!))}{(revision.RevisionSummary is { } said ? $" {OutsideText.Line(said, MostOfAMessage)}" : "")}"
            : "";

    private static string Short(string revision) => revision.Length == 40 ? revision[..8] : revision;
}
