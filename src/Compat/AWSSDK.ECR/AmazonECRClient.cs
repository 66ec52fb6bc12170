using System.Text.Json;
using Amazon.ECR.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR;

/// <summary>Calls Amazon ECR over the pipeline of AWSSDK.Core: its credentials, signing, endpoints and retries.</summary>
public class AmazonECRClient : AmazonServiceClient, IAmazonECR
{
    public AmazonECRClient()
        : this(new AmazonECRConfig()) { }

    public AmazonECRClient(RegionEndpoint region)
        : this(new AmazonECRConfig { RegionEndpoint = region }) { }

    public AmazonECRClient(AmazonECRConfig config)
        : base(config) { }

    public AmazonECRClient(AWSCredentials credentials)
        : this(credentials, new AmazonECRConfig()) { }

    public AmazonECRClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonECRConfig { RegionEndpoint = region }) { }

    public AmazonECRClient(AWSCredentials credentials, AmazonECRConfig clientConfig)
        : base(credentials, clientConfig) { }

    IClientConfig IAmazonService.Config => Config;

    protected override IServiceMetadata ServiceMetadata => Service.Json;

    public virtual Task<BatchGetImageResponse> BatchGetImageAsync(
        BatchGetImageRequest request,
        CancellationToken cancellationToken = default
    ) => Call("BatchGetImage", request, BatchGetImageResponse.Read, cancellationToken);

    public virtual Task<CreateRepositoryResponse> CreateRepositoryAsync(
        CreateRepositoryRequest request,
        CancellationToken cancellationToken = default
    ) => Call("CreateRepository", request, CreateRepositoryResponse.Read, cancellationToken);

    public virtual Task<DescribeImagesResponse> DescribeImagesAsync(
        DescribeImagesRequest request,
        CancellationToken cancellationToken = default
    ) => Call("DescribeImages", request, DescribeImagesResponse.Read, cancellationToken);

    public virtual Task<DescribeRepositoriesResponse> DescribeRepositoriesAsync(
        DescribeRepositoriesRequest request,
        CancellationToken cancellationToken = default
    ) => Call("DescribeRepositories", request, DescribeRepositoriesResponse.Read, cancellationToken);

    public virtual Task<GetAuthorizationTokenResponse> GetAuthorizationTokenAsync(
        GetAuthorizationTokenRequest request,
        CancellationToken cancellationToken = default
    ) => Call("GetAuthorizationToken", request, GetAuthorizationTokenResponse.Read, cancellationToken);

    public virtual Task<PutImageResponse> PutImageAsync(PutImageRequest request, CancellationToken cancellationToken = default) =>
        Call("PutImage", request, PutImageResponse.Read, cancellationToken);

    public virtual Task<PutImageTagMutabilityResponse> PutImageTagMutabilityAsync(
        PutImageTagMutabilityRequest request,
        CancellationToken cancellationToken = default
    ) => Call("PutImageTagMutability", request, PutImageTagMutabilityResponse.Read, cancellationToken);

    public virtual Task<PutLifecyclePolicyResponse> PutLifecyclePolicyAsync(
        PutLifecyclePolicyRequest request,
        CancellationToken cancellationToken = default
    ) => Call("PutLifecyclePolicy", request, PutLifecyclePolicyResponse.Read, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => JsonService.Customize(pipeline);

    private Task<TResponse> Call<TResponse>(
        string operation,
        AmazonECRRequest request,
        Func<JsonElement, TResponse> read,
        CancellationToken cancellationToken
    )
        where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(request, Service.Json.Operation(operation, read), cancellationToken);
}
