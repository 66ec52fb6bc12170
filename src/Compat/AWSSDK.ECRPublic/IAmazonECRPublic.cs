using Amazon.ECRPublic.Model;
using Amazon.Runtime;

namespace Amazon.ECRPublic;

/// <summary>The operations of Amazon ECR Public that are in use here.</summary>
public interface IAmazonECRPublic : IAmazonService, IDisposable
{
    /// <summary>Throws <see cref="RepositoryAlreadyExistsException"/> for a name that is taken.</summary>
    Task<CreateRepositoryResponse> CreateRepositoryAsync(CreateRepositoryRequest request, CancellationToken cancellationToken = default);

    /// <summary>Tells the alias under which the account publishes.</summary>
    Task<DescribeRegistriesResponse> DescribeRegistriesAsync(
        DescribeRegistriesRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Throws <see cref="RepositoryNotFoundException"/> for a name that is not there.</summary>
    Task<DescribeRepositoriesResponse> DescribeRepositoriesAsync(
        DescribeRepositoriesRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Answers in <c>us-east-1</c> only.</summary>
    Task<GetAuthorizationTokenResponse> GetAuthorizationTokenAsync(
        GetAuthorizationTokenRequest request,
        CancellationToken cancellationToken = default
    );

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonECRPublicConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonECRPublicClient(awsCredentials, (AmazonECRPublicConfig)clientConfig);
}
