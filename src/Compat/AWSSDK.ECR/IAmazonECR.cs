using Amazon.ECR.Model;
using Amazon.Runtime;

namespace Amazon.ECR;

/// <summary>The operations of Amazon ECR that are in use here.</summary>
public interface IAmazonECR : IAmazonService, IDisposable
{
    /// <summary>Reports an image that is not there as a failure in the response.</summary>
    Task<BatchGetImageResponse> BatchGetImageAsync(BatchGetImageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Throws <see cref="RepositoryAlreadyExistsException"/> for a name that is taken.</summary>
    Task<CreateRepositoryResponse> CreateRepositoryAsync(CreateRepositoryRequest request, CancellationToken cancellationToken = default);

    /// <summary>Throws <see cref="ImageNotFoundException"/> for an image that is not there.</summary>
    Task<DescribeImagesResponse> DescribeImagesAsync(DescribeImagesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Throws <see cref="RepositoryNotFoundException"/> for a name that is not there.</summary>
    Task<DescribeRepositoriesResponse> DescribeRepositoriesAsync(
        DescribeRepositoriesRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Gives a login for the registries that the caller may use.</summary>
    Task<GetAuthorizationTokenResponse> GetAuthorizationTokenAsync(
        GetAuthorizationTokenRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Throws <see cref="ImageTagAlreadyExistsException"/> where the tag cannot be moved.</summary>
    Task<PutImageResponse> PutImageAsync(PutImageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Applies to tags that exist and tags to come.</summary>
    Task<PutImageTagMutabilityResponse> PutImageTagMutabilityAsync(
        PutImageTagMutabilityRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Replaces the policy that is there.</summary>
    Task<PutLifecyclePolicyResponse> PutLifecyclePolicyAsync(
        PutLifecyclePolicyRequest request,
        CancellationToken cancellationToken = default
    );

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonECRConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonECRClient(awsCredentials, (AmazonECRConfig)clientConfig);
}
