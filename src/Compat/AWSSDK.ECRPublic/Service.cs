using Amazon.ECRPublic.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECRPublic;

/// <summary>The service's names on the wire.</summary>
internal static class Service
{
    public const string Id = "ECR PUBLIC";
    public const string ApiVersion = "2020-10-30";

    public static readonly JsonService Json = new("Amazon.ECRPublic", Id, ApiVersion, "SpencerFrontendService", Error);

    private static AmazonServiceException Error(ErrorResponse error) =>
        error.Code switch
        {
            "InvalidParameterException" => new InvalidParameterException(error),
            "InvalidTagParameterException" => new InvalidTagParameterException(error),
            "LimitExceededException" => new LimitExceededException(error),
            "RepositoryAlreadyExistsException" => new RepositoryAlreadyExistsException(error),
            "RepositoryNotFoundException" => new RepositoryNotFoundException(error),
            "ServerException" => new ServerException(error),
            "TooManyTagsException" => new TooManyTagsException(error),
            "UnsupportedCommandException" => new UnsupportedCommandException(error),
            _ => new AmazonECRPublicException(error),
        };
}
