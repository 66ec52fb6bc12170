using Amazon.Runtime.Internal;

namespace Amazon.ECR.Model;

/// <summary>The index names manifests that the repository does not have.</summary>
public class ReferencedImagesNotFoundException : AmazonECRException
{
    public ReferencedImagesNotFoundException(string message)
        : base(message) { }

    public ReferencedImagesNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    internal ReferencedImagesNotFoundException(ErrorResponse error)
        : base(error) { }
}
