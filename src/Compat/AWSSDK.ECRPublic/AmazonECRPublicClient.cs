using System.Text.Json;
using Amazon.ECRPublic.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECRPublic;

/// <summary>Calls Amazon ECR Public over the pipeline of AWSSDK.Core: its credentials, signing, endpoints and retries.</summary>
public class AmazonECRPublicClient : AmazonServiceClient, IAmazonECRPublic
{
    public AmazonECRPublicClient()
        : this(new AmazonECRPublicConfig()) { }

    public AmazonECRPublicClient(RegionEndpoint region)
        : this(new AmazonECRPublicConfig { RegionEndpoint = region }) { }

    public AmazonECRPublicClient(AmazonECRPublicConfig config)
        : base(config) { }

    public AmazonECRPublicClient(AWSCredentials credentials)
        : this(credentials, new AmazonECRPublicConfig()) { }

    public AmazonECRPublicClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonECRPublicConfig { RegionEndpoint = region }) { }

    public AmazonECRPublicClient(AWSCredentials credentials, AmazonECRPublicConfig clientConfig)
        : base(credentials, clientConfig) { }

    IClientConfig IAmazonService.Config => Config;

    protected override IServiceMetadata ServiceMetadata => Service.Json;

    public virtual Task<CreateRepositoryResponse> CreateRepositoryAsync(
        CreateRepositoryRequest request,
        CancellationToken cancellationToken = default
    ) => Call("CreateRepository", request, CreateRepositoryResponse.Read, cancellationToken);

    public virtual Task<DescribeRegistriesResponse> DescribeRegistriesAsync(
        DescribeRegistriesRequest request,
        CancellationToken cancellationToken = default
    ) => Call("DescribeRegistries", request, DescribeRegistriesResponse.Read, cancellationToken);

    public virtual Task<DescribeRepositoriesResponse> DescribeRepositoriesAsync(
        DescribeRepositoriesRequest request,
        CancellationToken cancellationToken = default
    ) => Call("DescribeRepositories", request, DescribeRepositoriesResponse.Read, cancellationToken);

    public virtual Task<GetAuthorizationTokenResponse> GetAuthorizationTokenAsync(
        GetAuthorizationTokenRequest request,
        CancellationToken cancellationToken = default
    ) => Call("GetAuthorizationToken", request, GetAuthorizationTokenResponse.Read, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => JsonService.Customize(pipeline);

    private Task<TResponse> Call<TResponse>(
        string operation,
        AmazonECRPublicRequest request,
        Func<JsonElement, TResponse> read,
        CancellationToken cancellationToken
    )
        where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(request, Service.Json.Operation(operation, read), cancellationToken);
}
