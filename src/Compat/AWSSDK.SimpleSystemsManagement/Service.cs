using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SimpleSystemsManagement.Model;
using Stevedore.Compat.AwsJson;

namespace Amazon.SimpleSystemsManagement;

/// <summary>The service's names on the wire.</summary>
internal static class Service
{
    public const string Id = "SSM";
    public const string ApiVersion = "2014-11-06";

    public static readonly JsonService Json = new("Amazon.SimpleSystemsManagement", Id, ApiVersion, "AmazonSSM", Error);

    private static AmazonServiceException Error(ErrorResponse error) =>
        error.Code switch
        {
            "HierarchyLevelLimitExceededException" => new HierarchyLevelLimitExceededException(error),
            "HierarchyTypeMismatchException" => new HierarchyTypeMismatchException(error),
            "IncompatiblePolicyException" => new IncompatiblePolicyException(error),
            "InternalServerError" => new InternalServerErrorException(error),
            "InvalidAllowedPatternException" => new InvalidAllowedPatternException(error),
            "InvalidKeyId" => new InvalidKeyIdException(error),
            "InvalidPolicyAttributeException" => new InvalidPolicyAttributeException(error),
            "InvalidPolicyTypeException" => new InvalidPolicyTypeException(error),
            "ParameterAlreadyExists" => new ParameterAlreadyExistsException(error),
            "ParameterLimitExceeded" => new ParameterLimitExceededException(error),
            "ParameterMaxVersionLimitExceeded" => new ParameterMaxVersionLimitExceededException(error),
            "ParameterNotFound" => new ParameterNotFoundException(error),
            "ParameterPatternMismatchException" => new ParameterPatternMismatchException(error),
            "ParameterVersionNotFound" => new ParameterVersionNotFoundException(error),
            "PoliciesLimitExceededException" => new PoliciesLimitExceededException(error),
            "TooManyUpdates" => new TooManyUpdatesException(error),
            "UnsupportedParameterType" => new UnsupportedParameterTypeException(error),
            _ => new AmazonSimpleSystemsManagementException(error),
        };
}
