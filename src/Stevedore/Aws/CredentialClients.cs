using Amazon.Runtime;
using Amazon.Runtime.SharedInterfaces;
using Amazon.SSO;

namespace Stevedore.Aws;

/// <summary>What the SDK's chain would ask for credentials by clients of its own, which follow redirects and trust no authority of AWS_CA_BUNDLE.</summary>
/// <param name="Assuming">The client that roles are assumed by, on the credentials of who assumes them.</param>
/// <param name="Portal">The client of IAM Identity Center in a region.</param>
/// <param name="Tokens">The client that renews its tokens in a region.</param>
/// <param name="Direct">Speaks to this machine's own endpoints, through no proxy.</param>
/// <param name="Clock">Measures the waiting.</param>
internal sealed record CredentialClients(
    Func<AWSCredentials, ICoreAmazonSTS> Assuming,
    Func<string, IAmazonSSO> Portal,
    Func<string, ICoreAmazonSSOOIDC> Tokens,
    Func<HttpClient> Direct,
    TimeProvider Clock
);
