using Stevedore.Credentials;

namespace Stevedore.Docker;

/// <summary>One call of <c>docker buildx bake</c>.</summary>
/// <param name="File">The bake file.</param>
/// <param name="Builder">The builder's name.</param>
/// <param name="MetadataFile">Where buildx writes the digests.</param>
/// <param name="LogFile">Where all that docker prints is kept.</param>
/// <param name="NoCache">Whether every step runs again.</param>
/// <param name="Variables">Environment variables, such as those that carry mounted secrets.</param>
public sealed record BakeCommand(
    string File,
    string Builder,
    string MetadataFile,
    string LogFile,
    bool NoCache,
    ImmutableDictionary<string, Secret> Variables
)
{
    /// <summary>Where the log is once the run has ended; null where it stays.</summary>
    public string? LogIsKeptAs { get; init; }

    /// <summary>What docker grants to steps that ask for it.</summary>
    public ImmutableArray<string> Entitlements { get; init; } = [];

    /// <summary>Ends docker before it has done its work.</summary>
    internal CancellationToken Stop { get; init; }
}
