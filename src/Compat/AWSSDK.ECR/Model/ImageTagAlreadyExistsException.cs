using Amazon.Runtime.Internal;

namespace Amazon.ECR.Model;

/// <summary>The tag is taken, and tags of the repository cannot be moved.</summary>
public class ImageTagAlreadyExistsException : AmazonECRException
{
    public ImageTagAlreadyExistsException(string message)
        : base(message) { }

    public ImageTagAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException) { }

    internal ImageTagAlreadyExistsException(ErrorResponse error)
        : base(error) { }
}
