using Amazon.Runtime.Internal;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>Something else is updating the parameter.</summary>
public class TooManyUpdatesException : AmazonSimpleSystemsManagementException
{
    public TooManyUpdatesException(string message)
        : base(message) { }

    public TooManyUpdatesException(string message, Exception innerException)
        : base(message, innerException) { }

    internal TooManyUpdatesException(ErrorResponse error)
        : base(error) { }
}
