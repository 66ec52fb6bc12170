using Amazon.Runtime.Internal;

namespace Amazon.ECRPublic.Model;

/// <summary>The service failed.</summary>
public class ServerException : AmazonECRPublicException
{
    public ServerException(string message)
        : base(message) { }

    public ServerException(string message, Exception innerException)
        : base(message, innerException) { }

    internal ServerException(ErrorResponse error)
        : base(error) { }
}
