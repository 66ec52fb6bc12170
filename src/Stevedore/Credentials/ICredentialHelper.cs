namespace Stevedore.Credentials;

/// <summary>Asks the programs that docker asks for credentials.</summary>
internal interface ICredentialHelper
{
    /// <summary>What a helper knows; null when it knows nothing about the host.</summary>
    /// <param name="helper">The helper, and what it is asked for.</param>
    /// <exception cref="StevedoreException">It is not installed, or fails.</exception>
    Task<(string Username, Secret Password)?> Get(DockerAuth.Helper helper, CancellationToken cancellation);
}
