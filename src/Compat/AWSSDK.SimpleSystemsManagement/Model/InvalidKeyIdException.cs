using Amazon.Runtime.Internal;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The key of a secure string does not exist or may not be used.</summary>
public class InvalidKeyIdException : AmazonSimpleSystemsManagementException
{
    public InvalidKeyIdException(string message)
        : base(message) { }

    public InvalidKeyIdException(string message, Exception innerException)
        : base(message, innerException) { }

    internal InvalidKeyIdException(ErrorResponse error)
        : base(error) { }
}
