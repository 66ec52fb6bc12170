namespace Stevedore.Settings.Rules;

/// <summary>Where CodePipeline puts the artifacts of a pipeline.</summary>
internal static class ArtifactFolder
{
    /// <summary>What CodePipeline leaves of a pipeline's name in the keys of objects.</summary>
    public const int MostOfAPipeline = 20;

    public static string Of(string pipeline) => pipeline[..Math.Min(pipeline.Length, MostOfAPipeline)];
}
