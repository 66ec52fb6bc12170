using Amazon.Runtime.Internal;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>There is no parameter of that name.</summary>
public class ParameterNotFoundException : AmazonSimpleSystemsManagementException
{
    public ParameterNotFoundException(string message)
        : base(message) { }

    public ParameterNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    internal ParameterNotFoundException(ErrorResponse error)
        : base(error) { }
}
