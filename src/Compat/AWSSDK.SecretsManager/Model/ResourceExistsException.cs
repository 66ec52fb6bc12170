using Amazon.Runtime.Internal;

namespace Amazon.SecretsManager.Model;

/// <summary>There is a secret of that name.</summary>
public class ResourceExistsException : AmazonSecretsManagerException
{
    public ResourceExistsException(string message)
        : base(message) { }

    public ResourceExistsException(string message, Exception innerException)
        : base(message, innerException) { }

    internal ResourceExistsException(ErrorResponse error)
        : base(error) { }
}
