using Amazon.Runtime.Internal;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The service failed.</summary>
public class InternalServerErrorException : AmazonSimpleSystemsManagementException
{
    public InternalServerErrorException(string message)
        : base(message) { }

    public InternalServerErrorException(string message, Exception innerException)
        : base(message, innerException) { }

    internal InternalServerErrorException(ErrorResponse error)
        : base(error) { }
}
