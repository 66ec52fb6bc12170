using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ECR;

/// <summary>An error that Amazon ECR answered with; <c>ErrorCode</c> tells which where no type of its own does.</summary>
public class AmazonECRException : AmazonServiceException
{
    public AmazonECRException(string message)
        : base(message) { }

    public AmazonECRException(string message, Exception innerException)
        : base(message, innerException) { }

    public AmazonECRException(
        string message,
        Exception? innerException,
        ErrorType errorType,
        string? errorCode,
        string? requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    internal AmazonECRException(ErrorResponse error)
        : base(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode) { }
}
