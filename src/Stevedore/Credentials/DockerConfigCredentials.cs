using Stevedore.Settings;

namespace Stevedore.Credentials;

/// <summary>The credentials that docker itself would use: those of its config, or of the helper that its config names.</summary>
internal sealed class DockerConfigCredentials(UserDockerConfig config, ICredentialHelper helpers, Redactor redactor) : ICredentialSource
{
    private readonly OncePerRun<string, RegistryCredential?> found = new();

    /// <inheritdoc/>
    public Type SettingsType => typeof(DockerConfigCredentialSettings);

    /// <inheritdoc/>
    public Task<RegistryCredential?> Read(CredentialRequest request, CancellationToken cancellation) =>
        Find(request.Host, request.IsRenewal, cancellation);

    /// <summary>What docker would use for a host; null when it would be anonymous.</summary>
    /// <param name="isRenewal">Whether the registry rejected what was found before: a helper may have a newer one.</param>
    public Task<RegistryCredential?> Find(string host, bool isRenewal, CancellationToken cancellation) =>
        found.Get(host, isRenewal, () => Look(host, cancellation));

    /// <summary>What a helper of the user answers for a host; null where there is none, or where it does not work.</summary>
    public async Task<RegistryCredential?> FromWorkingHelper(string host, CancellationToken cancellation)
    {
        if (DockerAuths.Find(config.Read(), host, redactor) is not DockerAuth.Helper)
        {
            return null;
        }

        try
        {
            return await Find(host, isRenewal: false, cancellation);
        }
        catch (StevedoreException)
        {
            // There is another way to log in to this host, which will say what is wrong with it if anything is.
            return null;
        }
    }

    private async Task<RegistryCredential?> Look(string host, CancellationToken cancellation)
    {
        switch (DockerAuths.Find(config.Read(), host, redactor))
        {
            case DockerAuth.Stored stored:
                var isOfVariable = UserDockerConfig.Auths is { } said && DockerAuths.Find(said, host, redactor) is DockerAuth.Stored;
                return new(stored.Username, stored.Password, isOfVariable ? UserDockerConfig.AuthVariable : "docker's own config")
                {
                    IsDockers = true,
                };
            case DockerAuth.Helper helper:
                return await helpers.Get(helper, cancellation) is var (username, password)
                    ? new(username, password, $"docker-credential-{helper.Name}") { IsDockers = true }
                    : null;
            default:
                return null;
        }
    }
}
