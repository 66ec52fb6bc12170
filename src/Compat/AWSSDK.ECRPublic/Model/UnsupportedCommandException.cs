using Amazon.Runtime.Internal;

namespace Amazon.ECRPublic.Model;

/// <summary>The operation is not available in this region.</summary>
public class UnsupportedCommandException : AmazonECRPublicException
{
    public UnsupportedCommandException(string message)
        : base(message) { }

    public UnsupportedCommandException(string message, Exception innerException)
        : base(message, innerException) { }

    internal UnsupportedCommandException(ErrorResponse error)
        : base(error) { }
}
