using Amazon.CodeBuild;
using Amazon.CodeBuild.Model;

namespace Stevedore.CodeBuild.Starting;

/// <summary>What CodeBuild is asked to start. Pure.</summary>
internal static class BuildStart
{
    /// <param name="project">Null where it may not be looked up.</param>
    /// <param name="source">What is built.</param>
    /// <param name="token">Names this start, so that a repeated request starts nothing.</param>
    public static StartBuildRequest Of(RemoteBuildRequest asked, string name, Project? project, StartSource source, string token) =>
        new()
        {
            ProjectName = name,
            SourceVersion = source.Version,
            IdempotencyToken = token,
            SourceTypeOverride = source.Override?.Type,
            SourceLocationOverride = source.Override?.Location,
            SourceAuthOverride = source.Override?.Auth,
            // What a pipeline would take: without one CodeBuild has nowhere to put it.
            ArtifactsOverride =
                source.Artifacts
                ?? (project?.Artifacts?.Type == ArtifactsType.CODEPIPELINE ? new() { Type = ArtifactsType.NO_ARTIFACTS } : null),
            LogsConfigOverride = Logs(project?.LogsConfig),
            BuildspecOverride = asked.Buildspec,
            ComputeTypeOverride = asked.Compute is { } compute ? (Amazon.CodeBuild.ComputeType)compute : null,
            ImageOverride = asked.Image,
            EnvironmentVariablesOverride = Variables(asked, source),
        };

    /// <summary>The same for a batch.</summary>
    public static StartBuildBatchRequest Batch(StartBuildRequest build) =>
        new()
        {
            ProjectName = build.ProjectName,
            SourceVersion = build.SourceVersion,
            IdempotencyToken = build.IdempotencyToken,
            SourceTypeOverride = build.SourceTypeOverride,
            SourceLocationOverride = build.SourceLocationOverride,
            SourceAuthOverride = build.SourceAuthOverride,
            ArtifactsOverride = build.ArtifactsOverride,
            LogsConfigOverride = build.LogsConfigOverride,
            BuildspecOverride = build.BuildspecOverride,
            ComputeTypeOverride = build.ComputeTypeOverride,
            ImageOverride = build.ImageOverride,
            EnvironmentVariablesOverride = build.EnvironmentVariablesOverride,
        };

    /// <summary>What is said of a buildspec that the build would not find.</summary>
    public static StevedoreException NoBuildspec(string buildspec, string why, string otherwise) =>
        new(
            $"Cannot build with --buildspec={OutsideText.Line(buildspec, 120)}",
            why,
            $"Correct the path, which starts from the repository's root, or {otherwise}."
        );

    // A log that is off could not be followed.
    private static LogsConfig? Logs(LogsConfig? own) =>
        own?.CloudWatchLogs?.Status == LogsConfigStatusType.DISABLED
            ? new()
            {
                CloudWatchLogs = new()
                {
                    Status = LogsConfigStatusType.ENABLED,
                    GroupName = own.CloudWatchLogs.GroupName,
                    StreamName = own.CloudWatchLogs.StreamName,
                },
                S3Logs = own.S3Logs,
            }
            : null;

    private static List<EnvironmentVariable> Variables(RemoteBuildRequest asked, StartSource source) =>
        [
            .. asked.Variables.Select(variable => new EnvironmentVariable
            {
                Name = variable.Name,
                Value = variable.Value,
                Type = variable.Kind switch
                {
                    BuildVariableKind.ParameterStore => EnvironmentVariableType.PARAMETER_STORE,
                    BuildVariableKind.SecretsManager => EnvironmentVariableType.SECRETS_MANAGER,
                    _ => EnvironmentVariableType.PLAINTEXT,
                },
            }),
            .. source
                .Variables.Where(known => asked.Variables.All(variable => variable.Name != known.Key))
                .Select(known => new EnvironmentVariable
                {
                    Name = known.Key,
                    Value = known.Value,
                    Type = EnvironmentVariableType.PLAINTEXT,
                }),
        ];
}

/// <summary>What is built.</summary>
/// <param name="Version">The source version: it names one state of the source, and no other.</param>
/// <param name="Variables">What the build is told of it.</param>
internal sealed record StartSource(string Version, ImmutableArray<KeyValuePair<string, string>> Variables)
{
    /// <summary>What goes in place of the project's own; null for that.</summary>
    public ProjectSource? Override { get; init; }

    /// <summary>Where artifacts go; null for where the project puts them.</summary>
    public ProjectArtifacts? Artifacts { get; init; }
}
