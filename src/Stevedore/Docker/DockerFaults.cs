namespace Stevedore.Docker;

/// <summary>Turns what docker prints when it fails into errors with a remedy.</summary>
internal static class DockerFaults
{
    private const int ShownLines = 14;
    private const int MostOfAReason = 600;
    private const string Update = "Install the docker-buildx plugin: https://docs.docker.com/build/buildx/install/.";

    /// <summary>There is no docker on the PATH.</summary>
    public static StevedoreException NotInstalled(string what) =>
        new(what, "docker is not installed, or not on the PATH", "Install Docker with buildx: https://docs.docker.com/engine/install/.");

    /// <param name="program">The file that was found for docker.</param>
    public static StevedoreException Unstartable(string what, string program, Exception cause) =>
        new(
            what,
            $"{program} cannot be started: it is no program of this system, or may not be run",
            "Install Docker anew, or take that file out of the PATH.",
            cause
        );

    /// <summary>docker took <c>buildx</c> for one of its own commands, or its buildx is too old; null for another failure.</summary>
    /// <param name="what">What could not be done.</param>
    /// <param name="lines">What it printed: mostly its help, which helps nobody here.</param>
    public static StevedoreException? NoBuildx(string what, IReadOnlyCollection<string> lines)
    {
        var isMisunderstood = lines.Any(line => line.StartsWith("unknown flag: --format", StringComparison.Ordinal));
        var isOld = isMisunderstood && lines.Any(line => line.Contains("docker buildx ls", StringComparison.Ordinal));
        if (lines.Any(line => line.StartsWith("unknown flag: --allow", StringComparison.Ordinal)))
        {
            return new(what, "docker's buildx is older than 0.17, and grants a bake no builder.entitlements", Update);
        }

        var isMissing =
            isMisunderstood
            || lines.Any(line => line.Contains("'buildx' is not a docker command") || line.Contains("unknown command: docker buildx"));
        return isOld ? new(what, "docker's buildx is older than 0.13", Update)
            : isMissing ? new(what, "docker has no buildx", Update)
            : null;
    }

    /// <summary>The failure with its likeliest reason, the last lines and where the rest is.</summary>
    public static StevedoreException Failed(string what, DockerFailure failure)
    {
        var said = DockerReason.Said(failure.Tail);
        var (why, fix) = DockerReason.Of(said, string.Join('\n', failure.Tail)) ?? Unknown(said, failure);
        return new(what, OutsideText.Line(why, MostOfAReason).TrimEnd('.'), fix) { Details = Evidence(failure) };
    }

    private static (string Why, string Fix) Unknown(string said, DockerFailure failure) =>
        (
            failure.Tail.Any(line => line.StartsWith("ERROR: ", StringComparison.Ordinal))
                ? said.Split('\n')[0]
                : Invariant($"docker ended with exit code {failure.ExitCode}"),
            "Correct what the lines below show and run again."
        );

    private static ImmutableArray<string> Evidence(DockerFailure failure) =>
        [
            $"> {failure.Command}",
            $"@ {failure.Directory}",
            Invariant($"exit code {failure.ExitCode}"),
            .. failure.Tail.TakeLast(ShownLines).Select(line => $"  {line}"),
            .. failure.LogFile is null ? Array.Empty<string>() : [$"The whole log is in {failure.LogFile}."],
        ];
}

/// <summary>A docker command that ended with another exit code than 0.</summary>
/// <param name="Command">The command without its options.</param>
/// <param name="Directory">Where it ran.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Tail">The last lines that it printed.</param>
/// <param name="LogFile">The file with all of them; null when they are all in <paramref name="Tail"/>.</param>
internal sealed record DockerFailure(string Command, string Directory, int ExitCode, ImmutableArray<string> Tail, string? LogFile);
