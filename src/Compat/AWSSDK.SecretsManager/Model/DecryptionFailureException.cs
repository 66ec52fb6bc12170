using Amazon.Runtime.Internal;

namespace Amazon.SecretsManager.Model;

/// <summary>The key of the secret cannot decrypt it, or may not be used.</summary>
public class DecryptionFailureException : AmazonSecretsManagerException
{
    public DecryptionFailureException(string message)
        : base(message) { }

    public DecryptionFailureException(string message, Exception innerException)
        : base(message, innerException) { }

    internal DecryptionFailureException(ErrorResponse error)
        : base(error) { }
}
