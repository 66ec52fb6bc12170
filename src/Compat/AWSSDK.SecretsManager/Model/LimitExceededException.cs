using Amazon.Runtime.Internal;

namespace Amazon.SecretsManager.Model;

/// <summary>A quota of the account is used up.</summary>
public class LimitExceededException : AmazonSecretsManagerException
{
    public LimitExceededException(string message)
        : base(message) { }

    public LimitExceededException(string message, Exception innerException)
        : base(message, innerException) { }

    internal LimitExceededException(ErrorResponse error)
        : base(error) { }
}
