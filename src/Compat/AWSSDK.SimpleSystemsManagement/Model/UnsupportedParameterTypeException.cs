using Amazon.Runtime.Internal;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>There is no such type of parameter.</summary>
public class UnsupportedParameterTypeException : AmazonSimpleSystemsManagementException
{
    public UnsupportedParameterTypeException(string message)
        : base(message) { }

    public UnsupportedParameterTypeException(string message, Exception innerException)
        : base(message, innerException) { }

    internal UnsupportedParameterTypeException(ErrorResponse error)
        : base(error) { }
}
