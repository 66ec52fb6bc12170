using Amazon.Runtime.Internal;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>Two policies of the parameter contradict each other.</summary>
public class IncompatiblePolicyException : AmazonSimpleSystemsManagementException
{
    public IncompatiblePolicyException(string message)
        : base(message) { }

    public IncompatiblePolicyException(string message, Exception innerException)
        : base(message, innerException) { }

    internal IncompatiblePolicyException(ErrorResponse error)
        : base(error) { }
}
