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
internal sealed class AwsClients : IAwsClients
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, AWSCredentials> roles = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool IsBrief { get; set; }

    /// <inheritdoc/>
    public string? DefaultRegion() =>
        Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? FallbackRegionFactory.GetRegionEndpoint()?.SystemName;

    /// <inheritdoc/>
    public IAmazonECR Ecr(string region, string? role) => new AmazonECRClient(Credentials(role), In(new AmazonECRConfig(), region));

    /// <inheritdoc/>
    public IAmazonECRPublic EcrPublic(string? role) =>
        new AmazonECRPublicClient(Credentials(role), In(new AmazonECRPublicConfig(), "us-east-1"));

    /// <inheritdoc/>
    public IAmazonSecretsManager SecretsManager(string region, string? role) =>
        new AmazonSecretsManagerClient(Credentials(role), In(new AmazonSecretsManagerConfig(), region));

    /// <inheritdoc/>
    public IAmazonSimpleSystemsManagement ParameterStore(string region, string? role) =>
        new AmazonSimpleSystemsManagementClient(Credentials(role), In(new AmazonSimpleSystemsManagementConfig(), region));

    /// <inheritdoc/>
    public IAmazonSecurityTokenService SecurityToken(string region, string? role) =>
        new AmazonSecurityTokenServiceClient(Credentials(role), In(new AmazonSecurityTokenServiceConfig(), region));

    // With AWS_ENDPOINT_URL the SDK would sign for AWS_REGION, whatever region the client is of.
    private T In<T>(T configuration, string region)
        where T : ClientConfig
    {
        configuration.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        configuration.AuthenticationRegion = region;
        // All that is asked is small: a place that is silent for longer does not answer. Each is asked up to five times.
        configuration.Timeout = TimeSpan.FromSeconds(IsBrief ? 10 : 20);
        if (IsBrief)
        {
            configuration.MaxErrorRetry = 1;
        }

        return configuration;
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private AWSCredentials Credentials(string? role) =>
        role is null
            ? DefaultAWSCredentialsIdentityResolver.GetCredentials()
            : roles.GetOrAdd(
                role,
                arn => new AssumeRoleAWSCredentials(DefaultAWSCredentialsIdentityResolver.GetCredentials(), arn, "stevedore")
            );
}
