using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;

namespace Stevedore.Aws;

/// <summary>The caller's own credentials, by the SDK's chain: environment, web identity, profile, container, instance.</summary>
/// <param name="clients">What credentials are asked of.</param>
internal sealed class CallerCredentials(CredentialClients clients)
{
    private (AWSCredentials Found, AWSCredentials Used)? last;

    /// <summary>That they are looked for only for so long.</summary>
    public AWSCredentials Within(TimeSpan longest, TimeProvider clock) =>
        new SourcedCredentials(Find, cause => Source().Of(cause), limit => Source().Silent(limit), clock, longest);

    /// <summary>The same credentials, by clients of our own where the SDK would make one.</summary>
    public AWSCredentials Used(AWSCredentials found) =>
        found switch
        {
            AssumeRoleAWSCredentials role => new RoleCredentials(() => clients.Assuming(Used(role.SourceCredentials)), role),
            AssumeRoleWithWebIdentityCredentials identity => new TokenCredentials(
                () => clients.Assuming(new AnonymousAWSCredentials()),
                identity
            ),
            SSOAWSCredentials profile => new PortalCredentials(
                profile,
                () => clients.Portal(profile.Region),
                () => clients.Tokens(profile.Region)
            ),
            GenericContainerCredentials => new ContainerCredentials(new(Environment.GetEnvironmentVariable), clients.Direct, clients.Clock),
            _ => found,
        };

    // The SDK gives the same until the environment or the files are others.
    private AWSCredentials Find()
    {
        var found = DefaultAWSCredentialsIdentityResolver.GetCredentials();
        if (last is not { } known || !ReferenceEquals(known.Found, found))
        {
            last = known = (found, Used(found));
        }

        return known.Used;
    }

    private static CredentialSource Source()
    {
        var name = DefaultAWSCredentialsIdentityResolver.GetProfileName();
        return new(
            Environment.GetEnvironmentVariable,
            name,
            Profile(name),
            () => new ProfileFiles(Environment.GetEnvironmentVariable).Spelling(name)
        );
    }

    private static CredentialProfileOptions? Profile(string name)
    {
        try
        {
            return new CredentialProfileStoreChain().TryGetProfile(name, out var profile) ? profile.Options : null;
        }
        catch (Exception cause) when (cause is AmazonClientException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // The chain fails at the same, and says it.
            return null;
        }
    }
}
