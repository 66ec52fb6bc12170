using Amazon;
using Amazon.ECR;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;

namespace Stevedore.Aws;

/// <summary>Clients on the SDK's own chain of credentials: environment, web identity, profile, container, instance.</summary>
public sealed class AwsClients : IAwsClients
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, AWSCredentials> roles = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string? DefaultRegion() => FallbackRegionFactory.GetRegionEndpoint()?.SystemName;

    /// <inheritdoc/>
    public IAmazonECR Ecr(string region, string? role) =>
        new AmazonECRClient(Credentials(role), new AmazonECRConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region) });

    /// <inheritdoc/>
    public IAmazonSecurityTokenService SecurityToken(string region, string? role) =>
        new AmazonSecurityTokenServiceClient(
            Credentials(role),
            new AmazonSecurityTokenServiceConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region) }
        );

    private AWSCredentials Credentials(string? role) =>
        role is null
            ? DefaultAWSCredentialsIdentityResolver.GetCredentials()
            : roles.GetOrAdd(
                role,
                arn => new AssumeRoleAWSCredentials(DefaultAWSCredentialsIdentityResolver.GetCredentials(), arn, "stevedore")
            );
}
