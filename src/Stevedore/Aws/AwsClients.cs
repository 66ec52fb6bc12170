using Amazon;
using Amazon.ECR;
using Amazon.ECRPublic;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SecretsManager;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;

namespace Stevedore.Aws;

/// <summary>Clients on the SDK's own chain of credentials: environment, web identity, profile, container, instance.</summary>
public sealed class AwsClients : IAwsClients
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, AWSCredentials> roles = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string? DefaultRegion() =>
        Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? FallbackRegionFactory.GetRegionEndpoint()?.SystemName;

    /// <inheritdoc/>
    public IAmazonECR Ecr(string region, string? role) =>
        new AmazonECRClient(Credentials(role), new AmazonECRConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region) });

    /// <inheritdoc/>
    public IAmazonECRPublic EcrPublic(string? role) =>
        new AmazonECRPublicClient(Credentials(role), new AmazonECRPublicConfig { RegionEndpoint = RegionEndpoint.USEast1 });

    /// <inheritdoc/>
    public IAmazonSecretsManager SecretsManager(string region, string? role) =>
        new AmazonSecretsManagerClient(
            Credentials(role),
            new AmazonSecretsManagerConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region) }
        );

    /// <inheritdoc/>
    public IAmazonSimpleSystemsManagement ParameterStore(string region, string? role) =>
        new AmazonSimpleSystemsManagementClient(
            Credentials(role),
            new AmazonSimpleSystemsManagementConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region) }
        );

    /// <inheritdoc/>
    public IAmazonSecurityTokenService SecurityToken(string region, string? role) =>
        new AmazonSecurityTokenServiceClient(
            Credentials(role),
            new AmazonSecurityTokenServiceConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region) }
        );

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private AWSCredentials Credentials(string? role) =>
        role is null
            ? DefaultAWSCredentialsIdentityResolver.GetCredentials()
            : roles.GetOrAdd(
                role,
                arn => new AssumeRoleAWSCredentials(DefaultAWSCredentialsIdentityResolver.GetCredentials(), arn, "stevedore")
            );
}
