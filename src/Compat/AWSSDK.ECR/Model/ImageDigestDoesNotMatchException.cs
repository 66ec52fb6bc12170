using Amazon.Runtime.Internal;

namespace Amazon.ECR.Model;

/// <summary>The manifest does not have the digest that came with it.</summary>
public class ImageDigestDoesNotMatchException : AmazonECRException
{
    public ImageDigestDoesNotMatchException(string message)
        : base(message) { }

    public ImageDigestDoesNotMatchException(string message, Exception innerException)
        : base(message, innerException) { }

    internal ImageDigestDoesNotMatchException(ErrorResponse error)
        : base(error) { }
}
