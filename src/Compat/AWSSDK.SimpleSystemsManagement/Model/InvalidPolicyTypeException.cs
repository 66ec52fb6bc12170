using Amazon.Runtime.Internal;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>There is no such type of policy.</summary>
public class InvalidPolicyTypeException : AmazonSimpleSystemsManagementException
{
    public InvalidPolicyTypeException(string message)
        : base(message) { }

    public InvalidPolicyTypeException(string message, Exception innerException)
        : base(message, innerException) { }

    internal InvalidPolicyTypeException(ErrorResponse error)
        : base(error) { }
}
