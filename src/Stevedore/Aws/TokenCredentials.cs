using Amazon.Runtime;
using Amazon.Runtime.SharedInterfaces;

namespace Stevedore.Aws;

/// <summary>The SDK's own credentials for a token of another's, by a client that is given.</summary>
internal sealed class TokenCredentials(Func<ICoreAmazonSTS> client, AssumeRoleWithWebIdentityCredentials identity)
    : AssumeRoleWithWebIdentityCredentials(identity.WebIdentityTokenFile, identity.RoleArn, identity.RoleSessionName)
{
    protected override ICoreAmazonSTS CreateClient() => client();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        try
        {
            return await base.GenerateNewCredentialsAsync();
        }
        catch (Exception cause) when (CredentialReason.IsOfIncompleteAnswer(cause))
        {
            throw new NoCredentialsException(CredentialReason.Incomplete($"the role {RoleArn}"), cause);
        }
    }
}
