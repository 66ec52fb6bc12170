using Amazon.Runtime.Internal;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The parameter has no such version or label.</summary>
public class ParameterVersionNotFoundException : AmazonSimpleSystemsManagementException
{
    public ParameterVersionNotFoundException(string message)
        : base(message) { }

    public ParameterVersionNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    internal ParameterVersionNotFoundException(ErrorResponse error)
        : base(error) { }
}
