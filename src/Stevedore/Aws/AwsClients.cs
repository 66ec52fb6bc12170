using Amazon;
using Amazon.ECR;
using Amazon.ECRPublic;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecretsManager;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;
using Amazon.SSO;
using Amazon.SSOOIDC;
using Stevedore.Runs;

namespace Stevedore.Aws;

/// <summary>Clients on the SDK's own chain of credentials: environment, web identity, profile, container, instance.</summary>
internal sealed class AwsClients : IAwsClients, IDisposable
{
    // What is sent and fetched in pieces of some megabytes, over whatever line there is.
    private static readonly TimeSpan LongestPiece = TimeSpan.FromMinutes(10);

    private readonly AwsHttp http;
    private readonly AwsHttp pieces;
    private readonly CallerCredentials chain;
    private readonly AWSCredentials caller;
    private readonly bool isBrief;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, AWSCredentials> roles = new(StringComparer.Ordinal);

    /// <param name="isBrief">Whether a place that does not answer is soon given up.</param>
    public AwsClients(bool isBrief = false)
        : this(TimeProvider.System, new(TimeProvider.System, Bundle), SourcedCredentials.Longest) => this.isBrief = isBrief;

    /// <param name="clock">Measures the waiting for credentials.</param>
    /// <param name="http">How the clients speak.</param>
    /// <param name="longest">For credentials to come.</param>
    internal AwsClients(TimeProvider clock, AwsHttp http, TimeSpan longest)
    {
        this.http = http;
        pieces = new(clock, LongestPiece, LongestPiece, Bundle);
        chain = new(new(Assuming, Portal, Tokens, http.Direct, clock));
        caller = chain.Within(longest, clock);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        http.Dispose();
        pieces.Dispose();
    }

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
        Create(region, role, (AWSCredentials by, AmazonECRConfig how) => new AmazonECRClient(by, how));

    /// <inheritdoc/>
    public IAmazonECRPublic EcrPublic(string? role) =>
        Create("us-east-1", role, (AWSCredentials by, AmazonECRPublicConfig how) => new AmazonECRPublicClient(by, how));

    /// <inheritdoc/>
    public IAmazonSecretsManager SecretsManager(string region, string? role) =>
        Create(region, role, (AWSCredentials by, AmazonSecretsManagerConfig how) => new AmazonSecretsManagerClient(by, how));

    /// <inheritdoc/>
    public IAmazonSimpleSystemsManagement ParameterStore(string region, string? role) =>
        Create(
            region,
            role,
            (AWSCredentials by, AmazonSimpleSystemsManagementConfig how) => new AmazonSimpleSystemsManagementClient(by, how)
        );

    /// <inheritdoc/>
    public IAmazonSecurityTokenService SecurityToken(string region, string? role) =>
        Create(region, role, (AWSCredentials by, AmazonSecurityTokenServiceConfig how) => new AmazonSecurityTokenServiceClient(by, how));

    /// <inheritdoc/>
    public TClient Create<TConfiguration, TClient>(string region, string? role, Func<AWSCredentials, TConfiguration, TClient> create)
        where TConfiguration : ClientConfig, new() => Create(() => Credentials(role), () => region, create);

    // Where the SDK would assume a role in.
    private AmazonSecurityTokenServiceClient Assuming(AWSCredentials caller) =>
        Create(
            () => caller,
            () => DefaultRegion() ?? "us-east-1",
            (AWSCredentials by, AmazonSecurityTokenServiceConfig how) => new AmazonSecurityTokenServiceClient(by, how)
        );

    private AmazonSSOClient Portal(string region) =>
        Create(() => new AnonymousAWSCredentials(), () => region, (AWSCredentials by, AmazonSSOConfig how) => new AmazonSSOClient(by, how));

    private AmazonSSOOIDCClient Tokens(string region) =>
        Create(
            () => new AnonymousAWSCredentials(),
            () => region,
            (AWSCredentials by, AmazonSSOOIDCConfig how) => new AmazonSSOOIDCClient(by, how)
        );

    // Credentials, region and configuration may each read a file of the SDK that is broken.
    private TClient Create<TConfiguration, TClient>(
        Func<AWSCredentials> by,
        Func<string> region,
        Func<AWSCredentials, TConfiguration, TClient> create
    )
        where TConfiguration : ClientConfig, new() => ConfigurationFile.Read(() => create(by(), In(new TConfiguration(), region())));

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
        configuration.HttpClientFactory = configuration is AmazonS3Config ? pieces : http;
        if (isBrief)
        {
            configuration.Timeout = TimeSpan.FromSeconds(10);
            configuration.MaxErrorRetry = 1;
        }

        return configuration;
    }

    private static string? Bundle() => TrustedAuthorities.Bundle(Variable);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>The same credentials, asked for by the clients of this run.</summary>
    internal AWSCredentials Used(AWSCredentials found) => chain.Used(found);

    private AWSCredentials Credentials(string? role) =>
        role is null ? caller : roles.GetOrAdd(role, arn => Used(new AssumeRoleAWSCredentials(caller, arn, "stevedore")));
}
