using Amazon.Runtime.Internal;

namespace Amazon.ECRPublic.Model;

/// <summary>A parameter is not valid.</summary>
public class InvalidParameterException : AmazonECRPublicException
{
    public InvalidParameterException(string message)
        : base(message) { }

    public InvalidParameterException(string message, Exception innerException)
        : base(message, innerException) { }

    internal InvalidParameterException(ErrorResponse error)
        : base(error) { }
}
