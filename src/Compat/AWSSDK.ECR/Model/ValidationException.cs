using Amazon.Runtime.Internal;

namespace Amazon.ECR.Model;

/// <summary>The lifecycle policy is not valid.</summary>
public class ValidationException : AmazonECRException
{
    public ValidationException(string message)
        : base(message) { }

    public ValidationException(string message, Exception innerException)
        : base(message, innerException) { }

    internal ValidationException(ErrorResponse error)
        : base(error) { }
}
