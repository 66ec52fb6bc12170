namespace Stevedore.Ecs;

/// <summary>What the surroundings say of a deployment: the pipeline that it is in.</summary>
/// <param name="Pipeline">Null outside one.</param>
/// <param name="Stage">Null where nothing says it.</param>
/// <param name="Execution">Null where nothing says it.</param>
internal sealed record DeploymentSurroundings(string? Pipeline, string? Stage, string? Execution)
{
    // CodeBuild says who started a build: codepipeline/<name>.
    private const string Initiator = "codepipeline/";

    /// <summary>Pure: the variables are handed in. The stage and the execution are variables of the pipeline's action.</summary>
    public static DeploymentSurroundings Of(Func<string, string?> variable)
    {
        var pipeline =
            variable("CODEBUILD_INITIATOR") is { } initiator && initiator.StartsWith(Initiator, StringComparison.Ordinal)
                ? initiator[Initiator.Length..]
                : null;
        return pipeline is null ? new(null, null, null) : new(pipeline, variable("PIPELINE_STAGE"), variable("PIPELINE_EXECUTION_ID"));
    }
}
