using Amazon.Runtime.Internal;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>An attribute of a policy is not valid.</summary>
public class InvalidPolicyAttributeException : AmazonSimpleSystemsManagementException
{
    public InvalidPolicyAttributeException(string message)
        : base(message) { }

    public InvalidPolicyAttributeException(string message, Exception innerException)
        : base(message, innerException) { }

    internal InvalidPolicyAttributeException(ErrorResponse error)
        : base(error) { }
}
