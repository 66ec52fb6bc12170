using Amazon;
using Amazon.ECR;
using Amazon.ECRPublic;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;
using Amazon.SSO;
using Amazon.SSOOIDC;

namespace Stevedore.Aws;

/// <summary>Clients on the SDK's own chain of credentials: environment, web identity, profile, container, instance.</summary>
internal sealed class AwsClients : IAwsClients, IDisposable
{
    private readonly AwsHttp http;
    private readonly CallerCredentials chain;
    private readonly AWSCredentials caller;
    private readonly bool isBrief;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, AWSCredentials> roles = new(StringComparer.Ordinal);

    /// <param name="isBrief">Whether a place that does not answer is soon given up.</param>
    public AwsClients(bool isBrief = false)
        : this(TimeProvider.System, new(TimeProvider.System, Variable("AWS_CA_BUNDLE")), SourcedCredentials.Longest) =>
        this.isBrief = isBrief;

    /// <param name="clock">Measures the waiting for credentials.</param>
    /// <param name="http">How the clients speak.</param>
    /// <param name="longest">For credentials to come.</param>
    internal AwsClients(TimeProvider clock, AwsHttp http, TimeSpan longest)
    {
        this.http = http;
        chain = new(new(Assuming, Portal, Tokens, http.Direct, clock));
        caller = chain.Within(longest, clock);
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    /// <inheritdoc/>
    public string? DefaultRegion() =>
        Variable("AWS_REGION")
        ?? Variable("AWS_DEFAULT_REGION")
        ?? ProfileRegion.Checked(FallbackRegionFactory.GetRegionEndpoint()?.SystemName, Environment.GetEnvironmentVariable);

    /// <inheritdoc/>
    public bool SignsWithOwnTime() =>
        !AWSConfigs.CorrectForClockSkew || ConfigurationFile.Read(() => new AmazonSecurityTokenServiceConfig().DisableClockSkewCorrection);

    /// <inheritdoc/>
    public IAmazonECR Ecr(string region, string? role) =>
        ConfigurationFile.Read(() => new AmazonECRClient(Credentials(role), In(new AmazonECRConfig(), region)));

    /// <inheritdoc/>
    public IAmazonECRPublic EcrPublic(string? role) =>
        ConfigurationFile.Read(() => new AmazonECRPublicClient(Credentials(role), In(new AmazonECRPublicConfig(), "us-east-1")));

    /// <inheritdoc/>
    public IAmazonSecretsManager SecretsManager(string region, string? role) =>
        ConfigurationFile.Read(() => new AmazonSecretsManagerClient(Credentials(role), In(new AmazonSecretsManagerConfig(), region)));

    /// <inheritdoc/>
    public IAmazonSimpleSystemsManagement ParameterStore(string region, string? role) =>
        ConfigurationFile.Read(() =>
            new AmazonSimpleSystemsManagementClient(Credentials(role), In(new AmazonSimpleSystemsManagementConfig(), region))
        );

    /// <inheritdoc/>
    public IAmazonSecurityTokenService SecurityToken(string region, string? role) =>
        ConfigurationFile.Read(() =>
            new AmazonSecurityTokenServiceClient(Credentials(role), In(new AmazonSecurityTokenServiceConfig(), region))
        );

    /// <inheritdoc/>
    public TClient Create<TConfiguration, TClient>(string region, string? role, Func<AWSCredentials, TConfiguration, TClient> create)
        where TConfiguration : ClientConfig, new() =>
        ConfigurationFile.Read(() => create(Credentials(role), In(new TConfiguration(), region)));

    // Where the SDK would assume a role in.
    private AmazonSecurityTokenServiceClient Assuming(AWSCredentials caller) =>
        ConfigurationFile.Read(() =>
            new AmazonSecurityTokenServiceClient(caller, In(new AmazonSecurityTokenServiceConfig(), DefaultRegion() ?? "us-east-1"))
        );

    private AmazonSSOClient Portal(string region) =>
        ConfigurationFile.Read(() => new AmazonSSOClient(new AnonymousAWSCredentials(), In(new AmazonSSOConfig(), region)));

    private AmazonSSOOIDCClient Tokens(string region) =>
        ConfigurationFile.Read(() => new AmazonSSOOIDCClient(new AnonymousAWSCredentials(), In(new AmazonSSOOIDCConfig(), region)));

    // With AWS_ENDPOINT_URL the SDK would sign for AWS_REGION, whatever region the client is of.
    private T In<T>(T configuration, string region)
        where T : ClientConfig
    {
        if (EndpointVariable.IsEmpty(configuration.ServiceId, Environment.GetEnvironmentVariable))
        {
            configuration.IgnoreConfiguredEndpointUrls = true;
        }

        configuration.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        configuration.AuthenticationRegion = region;
        configuration.AllowAutoRedirect = false;
        configuration.HttpClientFactory = http;
        if (isBrief)
        {
            configuration.Timeout = TimeSpan.FromSeconds(10);
            configuration.MaxErrorRetry = 1;
        }

        return configuration;
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>The same credentials, asked for by the clients of this run.</summary>
    internal AWSCredentials Used(AWSCredentials found) => chain.Used(found);

    private AWSCredentials Credentials(string? role) =>
        role is null ? caller : roles.GetOrAdd(role, arn => Used(new AssumeRoleAWSCredentials(caller, arn, "stevedore")));
}
