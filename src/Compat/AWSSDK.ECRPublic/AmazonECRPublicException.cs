using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ECRPublic;

/// <summary>An error that Amazon ECR Public answered with; <c>ErrorCode</c> tells which where no type of its own does.</summary>
public class AmazonECRPublicException : AmazonServiceException
{
    public AmazonECRPublicException(string message)
        : base(message) { }

    public AmazonECRPublicException(string message, Exception innerException)
        : base(message, innerException) { }

    public AmazonECRPublicException(
        string message,
        Exception? innerException,
        ErrorType errorType,
        string? errorCode,
        string? requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    internal AmazonECRPublicException(ErrorResponse error)
        : base(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode) { }
}
