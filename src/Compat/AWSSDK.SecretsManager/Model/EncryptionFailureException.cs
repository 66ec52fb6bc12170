using Amazon.Runtime.Internal;

namespace Amazon.SecretsManager.Model;

/// <summary>The key of the secret cannot encrypt it, or may not be used.</summary>
public class EncryptionFailureException : AmazonSecretsManagerException
{
    public EncryptionFailureException(string message)
        : base(message) { }

    public EncryptionFailureException(string message, Exception innerException)
        : base(message, innerException) { }

    internal EncryptionFailureException(ErrorResponse error)
        : base(error) { }
}
