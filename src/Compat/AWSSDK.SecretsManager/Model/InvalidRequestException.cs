using Amazon.Runtime.Internal;

namespace Amazon.SecretsManager.Model;

/// <summary>The secret does not allow the operation as it stands, for example because it is scheduled for deletion.</summary>
public class InvalidRequestException : AmazonSecretsManagerException
{
    public InvalidRequestException(string message)
        : base(message) { }

    public InvalidRequestException(string message, Exception innerException)
        : base(message, innerException) { }

    internal InvalidRequestException(ErrorResponse error)
        : base(error) { }
}
