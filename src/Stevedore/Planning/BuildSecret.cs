namespace Stevedore.Planning;

/// <summary>A secret that a Dockerfile mounts.</summary>
/// <param name="Id">The id of <c>RUN --mount=type=secret,id=…</c>.</param>
/// <param name="Source">Where its value comes from, as the settings write it: <c>env:NPM_TOKEN</c>.</param>
public sealed record BuildSecret(string Id, string Source)
{
    /// <summary>Begins a source that is a file, which docker reads itself.</summary>
    public const string File = "file:";

    /// <summary>Begins a source that is an environment variable.</summary>
    public const string Environment = "env:";
}
