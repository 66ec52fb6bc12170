using Amazon.Runtime.Internal;

namespace Amazon.SecretsManager.Model;

/// <summary>There is no such secret, version or stage.</summary>
public class ResourceNotFoundException : AmazonSecretsManagerException
{
    public ResourceNotFoundException(string message)
        : base(message) { }

    public ResourceNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    internal ResourceNotFoundException(ErrorResponse error)
        : base(error) { }
}
