using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.Runtime.SharedInterfaces;

namespace Stevedore.Aws;

/// <summary>The caller's own credentials, by the SDK's chain: environment, web identity, profile, container, instance.</summary>
/// <param name="securityToken">Makes the client that roles are assumed by, on the credentials of who assumes them.</param>
internal sealed class CallerCredentials(Func<AWSCredentials, ICoreAmazonSTS> securityToken)
{
    private (AWSCredentials Found, AWSCredentials Used)? last;

    /// <summary>That they are looked for only for so long.</summary>
    public AWSCredentials Within(TimeSpan longest, TimeProvider clock) =>
        new SourcedCredentials(Find, cause => Source().Of(cause), limit => Source().Silent(limit), clock, longest);

    /// <summary>The same credentials, by clients of our own where the SDK would make one.</summary>
    public AWSCredentials Used(AWSCredentials found) =>
        found switch
        {
            AssumeRoleAWSCredentials role => new RoleCredentials(() => securityToken(Used(role.SourceCredentials)), role),
            AssumeRoleWithWebIdentityCredentials identity => new TokenCredentials(
                () => securityToken(new AnonymousAWSCredentials()),
                identity
            ),
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
        return new(Environment.GetEnvironmentVariable, name, Profile(name));
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
