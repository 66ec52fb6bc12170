namespace Stevedore.Docker;

/// <summary>A docker command that ended with another exit code than 0.</summary>
/// <param name="Command">The command without its options.</param>
/// <param name="Directory">Where it ran.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Tail">The last lines that it printed.</param>
/// <param name="LogFile">The file with all of them; null when they are all in <paramref name="Tail"/>.</param>
public sealed record DockerFailure(string Command, string Directory, int ExitCode, ImmutableArray<string> Tail, string? LogFile);
