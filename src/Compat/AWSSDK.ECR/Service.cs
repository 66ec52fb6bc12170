using Amazon.ECR.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR;

/// <summary>The service's names on the wire.</summary>
internal static class Service
{
    public const string Id = "ECR";
    public const string ApiVersion = "2015-09-21";

    public static readonly JsonService Json = new("Amazon.ECR", Id, ApiVersion, "AmazonEC2ContainerRegistry_V20150921", Error);

    private static AmazonServiceException Error(ErrorResponse error) =>
        error.Code switch
        {
            "ImageAlreadyExistsException" => new ImageAlreadyExistsException(error),
            "ImageDigestDoesNotMatchException" => new ImageDigestDoesNotMatchException(error),
            "ImageNotFoundException" => new ImageNotFoundException(error),
            "ImageTagAlreadyExistsException" => new ImageTagAlreadyExistsException(error),
            "InvalidParameterException" => new InvalidParameterException(error),
            "InvalidTagParameterException" => new InvalidTagParameterException(error),
            "KmsException" => new KmsException(error),
            "LayersNotFoundException" => new LayersNotFoundException(error),
            "LimitExceededException" => new LimitExceededException(error),
            "ReferencedImagesNotFoundException" => new ReferencedImagesNotFoundException(error),
            "RepositoryAlreadyExistsException" => new RepositoryAlreadyExistsException(error),
            "RepositoryNotFoundException" => new RepositoryNotFoundException(error),
            "ServerException" => new ServerException(error),
            "TooManyTagsException" => new TooManyTagsException(error),
            "UnableToGetUpstreamImageException" => new UnableToGetUpstreamImageException(error),
            "ValidationException" => new ValidationException(error),
            _ => new AmazonECRException(error),
        };
}
