namespace Stevedore.Docker;

/// <summary>Turns what docker prints when it fails into errors with a remedy.</summary>
public static class DockerFaults
{
    private const int ShownLines = 14;

    /// <summary>There is no docker on the PATH.</summary>
    public static StevedoreException NotInstalled(string what) =>
        new(what, "docker is not installed, or not on the PATH", "Install Docker with buildx: https://docs.docker.com/engine/install/.");

    /// <summary>The failure with its likeliest reason, the last lines and where the rest is.</summary>
    public static StevedoreException Failed(string what, DockerFailure failure)
    {
        var said = DockerReason.Said(failure.Tail);
        var (why, fix) = DockerReason.Of(said, string.Join('\n', failure.Tail)) ?? Unknown(said, failure);
        return new(what, why.Trim().TrimEnd('.'), fix + Evidence(failure));
    }

    private static (string Why, string Fix) Unknown(string said, DockerFailure failure) =>
        (
            failure.Tail.Any(line => line.StartsWith("ERROR: ", StringComparison.Ordinal))
                ? said.Split('\n')[0]
                : $"docker ended with exit code {failure.ExitCode}",
            "Correct what the lines below show and run again."
        );

    private static string Evidence(DockerFailure failure) =>
        string.Join(
            '\n',
            [
                "",
                $"> {failure.Command}",
                $"@ {failure.Directory}",
                $"exit code {failure.ExitCode}",
                .. failure.Tail.TakeLast(ShownLines).Select(line => $"  {line}"),
                .. failure.LogFile is null ? Array.Empty<string>() : [$"The whole log is in {failure.LogFile}."],
            ]
        );
}
