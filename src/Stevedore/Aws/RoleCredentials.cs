using Amazon.Runtime;
using Amazon.Runtime.SharedInterfaces;

namespace Stevedore.Aws;

/// <summary>The SDK's own credentials of a role, by a client that is given: the SDK makes one itself, which follows redirects.</summary>
internal sealed class RoleCredentials : RefreshingAWSCredentials
{
    private readonly Func<ICoreAmazonSTS> client;
    private readonly AssumeRoleAWSCredentials role;

    public RoleCredentials(Func<ICoreAmazonSTS> client, AssumeRoleAWSCredentials role)
    {
        (this.client, this.role) = (client, role);
        PreemptExpiryTime = role.PreemptExpiryTime;
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var asked = client();
        try
        {
            var session = await asked.CredentialsFromAssumeRoleAuthenticationAsync(role.RoleArn, role.RoleSessionName, role.Options);
            return new(session, session.Expiration);
        }
        catch (Exception cause) when (CredentialReason.IsOfIncompleteAnswer(cause))
        {
            throw new NoCredentialsException(CredentialReason.Incomplete($"the role {role.RoleArn}"), cause);
        }
    }
}
