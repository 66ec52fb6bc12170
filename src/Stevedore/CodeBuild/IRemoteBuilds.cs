namespace Stevedore.CodeBuild;

/// <summary>Builds on CodeBuild what is here, and shows it as if it was built here.</summary>
public interface IRemoteBuilds
{
    /// <summary>Starts a build of this commit, or of this working tree, and follows it to its end.</summary>
    /// <returns>How it ended, whether well or not; or, where it is not to be followed, that it goes on.</returns>
    /// <exception cref="StevedoreException">It cannot be started, or not be followed any longer.</exception>
    Task<RemoteBuildResult> Run(RemoteBuildRequest request);

    /// <summary>Runs a target there that was asked for here, with what was asked, and shows what it has shipped.</summary>
    /// <param name="target">Its name.</param>
    /// <param name="verb">What the tool calls it.</param>
    /// <param name="hasArtifacts">Whether it leaves files that are fetched.</param>
    /// <exception cref="StevedoreException">It cannot be started, or failed there.</exception>
    Task RunTarget(string target, string verb, bool hasArtifacts);

    /// <summary>Follows a build that somebody has started.</summary>
    /// <param name="build">Its id or its ARN.</param>
    /// <exception cref="StevedoreException">There is no such build, or it cannot be followed any longer.</exception>
    Task<RemoteBuildResult> Follow(string build);
}

/// <summary>What is to be built, where and with what.</summary>
public sealed record RemoteBuildRequest
{
    /// <summary>The project, by its name or ARN; null for that of the settings.</summary>
    public string? Project { get; init; }

    /// <summary>The pipeline of the settings whose project it is; null for the only one.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Variables of the build, which go before those of the project and of the buildspec.</summary>
    public ImmutableArray<BuildVariable> Variables { get; init; } = [];

    /// <summary>A path in the repository; null for what the project says.</summary>
    public string? Buildspec { get; init; }

    /// <summary>As CodeBuild names it; null for what the project says.</summary>
    public string? Compute { get; init; }

    /// <summary>The image that the build runs in; null for what the project says.</summary>
    public string? Image { get; init; }

    /// <summary>The connection that a project of a pipeline has none of: its ARN; null for none.</summary>
    public string? Connection { get; init; }

    /// <summary>Whether the working tree is built as it is, in place of the commit.</summary>
    public bool IsUpload { get; init; }

    /// <summary>What is uploaded though git ignores it or its name is that of a secret: paths and patterns.</summary>
    public ImmutableArray<string> Include { get; init; } = [];

    /// <summary>The bucket of uploads and of the artifacts that come back; null for that of the settings, and without one no artifacts come back.</summary>
    public string? Bucket { get; init; }

    /// <summary>Whether it is known, and needs no question, under which role a working tree is built.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>Whether the batch of builds that the buildspec has is built.</summary>
    public bool IsBatch { get; init; }

    /// <summary>Whether to leave as soon as it is started.</summary>
    public bool IsDetached { get; init; }
}

/// <summary>A variable of a build.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Where its value is.</param>
/// <param name="Value">The value, or what it is looked up by.</param>
public sealed record BuildVariable(string Name, BuildVariableKind Kind, string Value);

/// <summary>Where the value of a variable is.</summary>
public enum BuildVariableKind
{
    /// <summary>Everybody who may look at the build sees it.</summary>
    Plain,

    /// <summary>In Parameter Store, looked up by the build.</summary>
    ParameterStore,

    /// <summary>In Secrets Manager, looked up by the build.</summary>
    SecretsManager,
}
