using Amazon.Runtime.Internal;

namespace Amazon.SecretsManager.Model;

/// <summary>The resource policy is not valid.</summary>
public class MalformedPolicyDocumentException : AmazonSecretsManagerException
{
    public MalformedPolicyDocumentException(string message)
        : base(message) { }

    public MalformedPolicyDocumentException(string message, Exception innerException)
        : base(message, innerException) { }

    internal MalformedPolicyDocumentException(ErrorResponse error)
        : base(error) { }
}
