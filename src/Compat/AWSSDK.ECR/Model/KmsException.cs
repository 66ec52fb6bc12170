using Amazon.Runtime.Internal;

namespace Amazon.ECR.Model;

/// <summary>The key that images are encrypted with cannot be used.</summary>
public class KmsException : AmazonECRException
{
    public KmsException(string message)
        : base(message) { }

    public KmsException(string message, Exception innerException)
        : base(message, innerException) { }

    internal KmsException(ErrorResponse error)
        : base(error) { }
}
