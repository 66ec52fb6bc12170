using Amazon.CodePipeline;
using Amazon.CodePipeline.Model;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;

namespace Stevedore.Ecs.Services;

/// <summary>Keeps a pipeline from deploying again what was rolled back.</summary>
internal sealed class PipelineFreeze(EcsApi ecs)
{
    /// <summary>Disables the transition into a stage.</summary>
    /// <param name="stage">Null for the only one that deploys to ECS.</param>
    /// <param name="reason">Why, for whoever looks at the pipeline.</param>
    /// <returns>What a person is told: what was done, what waits, and how it is undone.</returns>
    public async Task<ImmutableArray<string>> Freeze(string pipeline, string? stage, string reason)
    {
        using var client = ecs.Pipelines();
        try
        {
            var state = await client.GetPipelineStateAsync(new() { Name = pipeline }, ecs.Cancellation);
            if (Chosen(state.StageStates ?? [], stage) is not { } found)
            {
                var why = stage is null ? "which of its stages deploys is not known" : $"it has no stage '{OutsideText.Line(stage, 100)}'";
                return
                [
                    $"The pipeline '{pipeline}' may deploy again: {why}. Name it with --stage ({string.Join(", ", (state.StageStates ?? []).Select(one => one.StageName))}).",
                ];
            }

            var name = found.StageName!;
            var thaw =
                $"`aws codepipeline enable-stage-transition --pipeline-name {pipeline} --stage-name {name} --transition-type Inbound --region {ecs.Region}`";
            if (found.InboundTransitionState?.Enabled == false)
            {
                return [$"The stage '{name}' of pipeline '{pipeline}' is frozen already. Thaw it with {thaw}."];
            }

            _ = await client.DisableStageTransitionAsync(
                new()
                {
                    PipelineName = pipeline,
                    StageName = name,
                    TransitionType = StageTransitionType.Inbound,
                    Reason = reason,
                },
                ecs.Cancellation
            );
            return
            [
                $"Nothing is deployed by pipeline '{pipeline}' any more: the transition into its stage '{name}' is disabled.",
                .. await Waiting(client, pipeline, found),
                $"Thaw it with {thaw}.",
            ];
        }
        catch (PipelineNotFoundException)
        {
            return [$"There is no pipeline '{pipeline}' in {ecs.Region}: nothing was frozen."];
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            var fault = AwsFaults.From(
                cause,
                $"Cannot freeze pipeline '{pipeline}'",
                EcsPermissions.Freeze.On(new(ecs.Region, null, pipeline))
            );
            return [$"The pipeline '{pipeline}' may deploy again: {fault.Why}. {fault.Fix}"];
        }
    }

    private static StageState? Chosen(List<StageState> stages, string? stage) =>
        stage is not null ? stages.Find(one => one.StageName == stage)
        : stages.Where(one => (one.ActionStates ?? []).Exists(Deploys)).ToArray() is [var only] ? only
        : null;

    // The console's link of an action names the service it is of.
    private static bool Deploys(ActionState action) => action.EntityUrl?.Contains("/ecs", StringComparison.Ordinal) == true;

    // That it is frozen is to be said whether or not this can be.
    private async Task<ImmutableArray<string>> Waiting(IAmazonCodePipeline client, string pipeline, StageState stage)
    {
        try
        {
            return await Behind(client, pipeline, stage);
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            var fault = AwsFaults.From(
                cause,
                $"Cannot list what waits in pipeline '{pipeline}'",
                EcsPermissions.Freeze.On(new(ecs.Region, null, pipeline))
            );
            return [$"{fault.What}: {fault.Why}. {fault.Fix}"];
        }
    }

    private async Task<ImmutableArray<string>> Behind(IAmazonCodePipeline client, string pipeline, StageState stage)
    {
        var executions = await client.ListPipelineExecutionsAsync(new() { PipelineName = pipeline, MaxResults = 20 }, ecs.Cancellation);
        string[] inbound = [.. (stage.InboundExecutions ?? []).Select(one => one.PipelineExecutionId).OfType<string>()];
        return
        [
            .. (executions.PipelineExecutionSummaries ?? [])
                .Where(one => one.Status?.Value == "InProgress" || inbound.Contains(one.PipelineExecutionId))
                .Select(one =>
                    $"Waiting behind it: execution {one.PipelineExecutionId} ({string.Join(", ", (one.SourceRevisions ?? []).Select(revision => revision.RevisionId is { Length: > 8 } id ? id[..8] : revision.RevisionId).OfType<string>())})."
                ),
        ];
    }
}
