using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SecretsManager.Model;
using Stevedore.Compat.AwsJson;

namespace Amazon.SecretsManager;

/// <summary>The service's names on the wire.</summary>
internal static class Service
{
    public const string Id = "Secrets Manager";
    public const string ApiVersion = "2017-10-17";

    public static readonly JsonService Json = new("Amazon.SecretsManager", Id, ApiVersion, "secretsmanager", Error);

    private static AmazonServiceException Error(ErrorResponse error) =>
        error.Code switch
        {
            "DecryptionFailure" => new DecryptionFailureException(error),
            "EncryptionFailure" => new EncryptionFailureException(error),
            "InternalServiceError" => new InternalServiceErrorException(error),
            "InvalidParameterException" => new InvalidParameterException(error),
            "InvalidRequestException" => new InvalidRequestException(error),
            "LimitExceededException" => new LimitExceededException(error),
            "MalformedPolicyDocumentException" => new MalformedPolicyDocumentException(error),
            "PreconditionNotMetException" => new PreconditionNotMetException(error),
            "ResourceExistsException" => new ResourceExistsException(error),
            "ResourceNotFoundException" => new ResourceNotFoundException(error),
            _ => new AmazonSecretsManagerException(error),
        };
}
