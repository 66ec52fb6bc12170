using Amazon.Runtime.Internal;

namespace Amazon.ECRPublic.Model;

/// <summary>A label of the resource is not valid.</summary>
public class InvalidTagParameterException : AmazonECRPublicException
{
    public InvalidTagParameterException(string message)
        : base(message) { }

    public InvalidTagParameterException(string message, Exception innerException)
        : base(message, innerException) { }

    internal InvalidTagParameterException(ErrorResponse error)
        : base(error) { }
}
