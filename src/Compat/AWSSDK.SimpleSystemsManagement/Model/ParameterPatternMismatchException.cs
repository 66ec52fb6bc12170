using Amazon.Runtime.Internal;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The name or the value does not match its pattern.</summary>
public class ParameterPatternMismatchException : AmazonSimpleSystemsManagementException
{
    public ParameterPatternMismatchException(string message)
        : base(message) { }

    public ParameterPatternMismatchException(string message, Exception innerException)
        : base(message, innerException) { }

    internal ParameterPatternMismatchException(ErrorResponse error)
        : base(error) { }
}
