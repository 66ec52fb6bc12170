using Amazon.Runtime.Internal;

namespace Amazon.SecretsManager.Model;

/// <summary>The service failed.</summary>
public class InternalServiceErrorException : AmazonSecretsManagerException
{
    public InternalServiceErrorException(string message)
        : base(message) { }

    public InternalServiceErrorException(string message, Exception innerException)
        : base(message, innerException) { }

    internal InternalServiceErrorException(ErrorResponse error)
        : base(error) { }
}
