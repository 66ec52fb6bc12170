namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Follows the artifacts of a pipeline from the action that makes them to those that take them.</summary>
internal static class ArtifactCheck
{
    public static IEnumerable<string> Faults(PipelineParts pipeline) =>
        pipeline
            .Actions.SelectMany(action => action.Outputs)
            .GroupBy(name => name)
            .Where(group => group.Count() > 1)
            .Select(twice => $"{pipeline.Resource.Path}: the artifact '{twice.Key}' is made twice.")
            .Concat(pipeline.Actions.SelectMany(action => Action(pipeline, action)));

    private static IEnumerable<string> Action(PipelineParts pipeline, ActionParts action)
    {
        foreach (var twice in action.Inputs.GroupBy(name => name).Where(group => group.Count() > 1))
        {
            yield return $"{action.Path}: the input '{twice.Key}' stands twice.";
        }

        foreach (var input in action.Inputs)
        {
            var makers = pipeline.Actions.Where(maker => maker.Outputs.Contains(input)).ToArray();
            if (makers.Length == 0)
            {
                yield return $"{action.Path}: nothing makes its input '{input}'.";
            }
            else if (!makers.Any(action.Follows))
            {
                yield return $"{action.Path}: its input '{input}' is made by {makers[0].Name}, which does not end before it.";
            }

            var isReference = makers.Any(maker => maker.Configuration["OutputArtifactFormat"].Text() == "CODEBUILD_CLONE_REF");
            if (isReference && action.Type?.Provider != "CodeBuild")
            {
                yield return $"{action.Path}: its input '{input}' is CODEBUILD_CLONE_REF, which only CodeBuild can read.";
            }
        }
    }
}
