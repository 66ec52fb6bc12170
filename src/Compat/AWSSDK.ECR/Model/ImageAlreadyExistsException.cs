using Amazon.Runtime.Internal;

namespace Amazon.ECR.Model;

/// <summary>That manifest is stored under that tag already.</summary>
public class ImageAlreadyExistsException : AmazonECRException
{
    public ImageAlreadyExistsException(string message)
        : base(message) { }

    public ImageAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException) { }

    internal ImageAlreadyExistsException(ErrorResponse error)
        : base(error) { }
}
