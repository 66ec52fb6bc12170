namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Holds a pipeline against what its type and its mode allow.</summary>
internal static class VersionCheck
{
    private static readonly string[] Conditional = ["OnFailure", "OnSuccess", "BeforeEntry"];

    public static IEnumerable<string> Faults(PipelineParts pipeline) => Parallel(pipeline).Concat(pipeline.IsV2 ? [] : OnlyOfV2(pipeline));

    private static IEnumerable<string> Parallel(PipelineParts pipeline) =>
        pipeline
            .Stages.Where(stage => pipeline.Mode == "PARALLEL" && Results(stage).Contains("ROLLBACK"))
            .Select(stage => $"{stage.Path}: a stage of a pipeline in PARALLEL mode cannot be rolled back.");

    private static IEnumerable<string> OnlyOfV2(PipelineParts pipeline)
    {
        var path = pipeline.Resource.Path;
        foreach (var property in new[] { "Triggers", "Variables" }.Where(property => pipeline.Properties[property] is not null))
        {
            yield return $"{path}: {property} needs PipelineType V2.";
        }

        if (pipeline.Mode != "SUPERSEDED")
        {
            yield return $"{path}: ExecutionMode {pipeline.Mode} needs PipelineType V2.";
        }

        foreach (var stage in pipeline.Stages.Where(stage => stage.Body.Keys.Intersect(Conditional).Any()))
        {
            yield return $"{stage.Path}: conditions and results of a stage need PipelineType V2.";
        }

        foreach (var action in pipeline.Actions.Where(action => action.Type is { NeedsV2: true }))
        {
            yield return $"{action.Path}: {action.Type!.Provider} needs PipelineType V2.";
        }
    }

    private static IEnumerable<string> Results(StageParts stage) =>
        Conditional
            .Select(key => stage.Body[key].Map())
            .SelectMany(part => part["Conditions"].Elements().Select(condition => condition.Map()).Prepend(part))
            .Select(part => part["Result"].Show());
}
