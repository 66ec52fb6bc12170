using Amazon.Runtime.Internal;

namespace Amazon.ECRPublic.Model;

/// <summary>A resource takes no more than 50 labels.</summary>
public class TooManyTagsException : AmazonECRPublicException
{
    public TooManyTagsException(string message)
        : base(message) { }

    public TooManyTagsException(string message, Exception innerException)
        : base(message, innerException) { }

    internal TooManyTagsException(ErrorResponse error)
        : base(error) { }
}
