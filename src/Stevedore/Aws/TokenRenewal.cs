using Amazon.Runtime.SharedInterfaces;

namespace Stevedore.Aws;

/// <summary>Renews the token of a portal, and keeps why that failed: the SDK says only that it did.</summary>
internal sealed class TokenRenewal(ICoreAmazonSSOOIDC client) : ICoreAmazonSSOOIDC
{
    /// <summary>Null where it did not.</summary>
    public Exception? Failure { get; private set; }

    public Task<GetSsoTokenResponse> GetSsoTokenAsync(GetSsoTokenRequest getSsoTokenRequest) => client.GetSsoTokenAsync(getSsoTokenRequest);

    public async Task<GetSsoTokenResponse> RefreshTokenAsync(GetSsoTokenResponse previousResponse)
    {
        try
        {
            return await client.RefreshTokenAsync(previousResponse);
        }
        catch (Exception cause)
        {
            Failure = cause;
            throw;
        }
    }
}
