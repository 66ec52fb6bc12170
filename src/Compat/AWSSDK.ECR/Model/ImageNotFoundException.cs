using Amazon.Runtime.Internal;

namespace Amazon.ECR.Model;

/// <summary>The repository has no image of that tag or digest.</summary>
public class ImageNotFoundException : AmazonECRException
{
    public ImageNotFoundException(string message)
        : base(message) { }

    public ImageNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    internal ImageNotFoundException(ErrorResponse error)
        : base(error) { }
}
