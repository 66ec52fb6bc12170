using Amazon.Runtime.Internal;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>There is a parameter of that name, and overwriting was not asked for.</summary>
public class ParameterAlreadyExistsException : AmazonSimpleSystemsManagementException
{
    public ParameterAlreadyExistsException(string message)
        : base(message) { }

    public ParameterAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException) { }

    internal ParameterAlreadyExistsException(ErrorResponse error)
        : base(error) { }
}
