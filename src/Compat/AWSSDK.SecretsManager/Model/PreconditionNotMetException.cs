using Amazon.Runtime.Internal;

namespace Amazon.SecretsManager.Model;

/// <summary>The secret is not in a state that the operation needs.</summary>
public class PreconditionNotMetException : AmazonSecretsManagerException
{
    public PreconditionNotMetException(string message)
        : base(message) { }

    public PreconditionNotMetException(string message, Exception innerException)
        : base(message, innerException) { }

    internal PreconditionNotMetException(ErrorResponse error)
        : base(error) { }
}
