using Amazon.CodePipeline;
using Amazon.CodePipeline.Model;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;

namespace Stevedore.Ecs.Services;

/// <summary>Keeps a pipeline from deploying again what was rolled back.</summary>
/// <param name="warn">Is given what goes on all the same.</param>
/// <param name="own">The execution that this runs in; null outside one.</param>
internal sealed class PipelineFreeze(EcsApi ecs, Action<string> warn, string? own = null)
{
    // What this wrote as the reason may be thawed by whoever reads of it; what a person wrote may not.
    private const string OwnReason = "Rolled back service ";

    /// <summary>Disables the transition into a stage.</summary>
    /// <param name="stage">Null for the only one that deploys to ECS.</param>
    /// <param name="service">What was rolled back, for whoever looks at the pipeline.</param>
    /// <returns>What a person is told: what was done, what waits, and how it is undone.</returns>
    public async Task<ImmutableArray<string>> Freeze(string pipeline, string? stage, string service)
    {
        using var client = ecs.Pipelines();
        var reason = OwnReason + service;
        var needed = PipelinePermissions.LookUp.On(new(ecs.Region, null, pipeline));
        try
        {
            var state = await client.GetPipelineStateAsync(new() { Name = pipeline }, ecs.Cancellation);
            var stages = state.StageStates ?? [];
            if (Chosen(stages, stage) is not { } found)
            {
                var why = stage is null ? "which of its stages deploys is not known" : $"it has no stage '{OutsideText.Line(stage, 100)}'";
                // The first is the source, which nothing leads into.
                string[] later = [.. stages.Skip(1).Select(one => one.StageName).OfType<string>()];
                return
                [
                    $"The pipeline '{pipeline}' may deploy again: {why}. Keep it from that with "
                        + $"{Disable(pipeline, later is [var only] ? only : "<stage>", reason)}"
                        + (later.Length > 1 ? $", <stage> being the one of {string.Join(", ", later)} that deploys." : "."),
                ];
            }

            var name = found.StageName!;
            var thaw =
                $"`aws codepipeline enable-stage-transition --pipeline-name {pipeline} --stage-name {name} --transition-type Inbound --region {ecs.Region}`";
            if (found.InboundTransitionState is { Enabled: false } frozen)
            {
                var others = await Others(client, pipeline, stages, name);
                return [Frozen(pipeline, name, frozen, thaw), .. others];
            }

            needed = PipelinePermissions.Freeze.On(new(ecs.Region, null, $"{pipeline}/{name}"));
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
                $"No execution of pipeline '{pipeline}' comes into its stage '{name}' any more: the transition into it is disabled.",
                .. await Others(client, pipeline, await After(client, pipeline, stages), name),
                $"Thaw it with {thaw}.",
            ];
        }
        catch (PipelineNotFoundException)
        {
            return [$"There is no pipeline '{pipeline}' in {ecs.Region}: nothing was frozen."];
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            var fault = AwsFaults.From(cause, $"Cannot freeze pipeline '{pipeline}'", needed);
            return
            [
                $"The pipeline '{pipeline}' may deploy again: {fault.Why}. {fault.Fix} "
                    + $"{Disable(pipeline, stage ?? "<stage>", reason)} keeps it from that without another rollback.",
            ];
        }
    }

    private string Disable(string pipeline, string stage, string reason) =>
        $"`aws codepipeline disable-stage-transition --pipeline-name {pipeline} --stage-name {stage} --transition-type Inbound --reason '{reason}' --region {ecs.Region}`";

    private static string Frozen(string pipeline, string stage, TransitionState state, string thaw) =>
        state.DisabledReason?.StartsWith(OwnReason, StringComparison.Ordinal) == true
            ? $"The stage '{stage}' of pipeline '{pipeline}' is frozen already. Thaw it with {thaw}."
            : $"The stage '{stage}' of pipeline '{pipeline}' is frozen already"
                + (state.LastChangedBy is { Length: > 0 } by ? $", by {OutsideText.Line(by)}" : "")
                + (state.LastChangedAt is { } at ? Invariant($" since {at.ToUniversalTime():yyyy-MM-dd HH:mm} UTC") : "")
                + (state.DisabledReason is { Length: > 0 } why ? $": {OutsideText.Line(why).TrimEnd('.')}." : ".");

    private static StageState? Chosen(List<StageState> stages, string? stage) =>
        stage is not null ? stages.Find(one => one.StageName == stage)
        : stages.Where(one => (one.ActionStates ?? []).Exists(Deploys)).ToArray() is [var only] ? only
        : null;

    // The console's link of an action names the service it is of.
    private static bool Deploys(ActionState action) => action.EntityUrl?.Contains("/ecs", StringComparison.Ordinal) == true;

    // One may have come in just before it was disabled.
    private async Task<List<StageState>> After(IAmazonCodePipeline client, string pipeline, List<StageState> before)
    {
        try
        {
            return (await client.GetPipelineStateAsync(new() { Name = pipeline }, ecs.Cancellation)).StageStates ?? before;
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            return before;
        }
    }

    // That it is frozen is to be said whether or not these can be listed.
    private async Task<ImmutableArray<string>> Others(IAmazonCodePipeline client, string pipeline, List<StageState> stages, string name)
    {
        var place = stages.FindIndex(one => one.StageName == name);
        if (place < 0)
        {
            return [];
        }

        List<PipelineExecutionSummary> known = [];
        var notes = ImmutableArray.CreateBuilder<string>();
        try
        {
            known =
                (
                    await client.ListPipelineExecutionsAsync(new() { PipelineName = pipeline, MaxResults = 20 }, ecs.Cancellation)
                ).PipelineExecutionSummaries
                ?? [];
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            var fault = AwsFaults.From(
                cause,
                $"Cannot list what waits in pipeline '{pipeline}'",
                PipelinePermissions.LookUp.On(new(ecs.Region, null, pipeline))
            );
            notes.Add($"{fault.What}: {fault.Why}. {fault.Fix}");
        }

        if (Inside(stages[place]) is { } inside && inside != own)
        {
            warn(
                $"Execution {inside}{Of(inside)} of pipeline '{pipeline}' is in its stage '{name}' already, and may deploy over the rollback. Stop it with "
                    + $"`aws codepipeline stop-pipeline-execution --pipeline-name {pipeline} --pipeline-execution-id {inside} --abandon --region {ecs.Region}`."
            );
        }

        string?[] inbound = [.. (stages[place].InboundExecutions ?? []).Select(one => one.PipelineExecutionId)];
        // Those that are past it wait for nothing.
        string?[] beyond = [.. stages.Skip(place).Select(Inside)];
        notes.AddRange(
            known
                .Where(one =>
                    inbound.Contains(one.PipelineExecutionId)
                    || (one.Status?.Value == "InProgress" && !beyond.Contains(one.PipelineExecutionId) && one.PipelineExecutionId != own)
                )
                .Select(one => $"Waiting behind it: execution {one.PipelineExecutionId}{Of(one.PipelineExecutionId)}.")
        );
        return notes.ToImmutable();

        string Of(string? id) =>
            known.Find(one => one.PipelineExecutionId == id)?.SourceRevisions is { Count: > 0 } revisions
                ? $" ({string.Join(", ", revisions.Select(revision => revision.RevisionId is { Length: > 8 } text ? text[..8] : revision.RevisionId).OfType<string>())})"
                : "";
    }

    private static string? Inside(StageState stage) =>
        stage.LatestExecution is { Status.Value: "InProgress" or "Stopping" } one ? one.PipelineExecutionId : null;
}
