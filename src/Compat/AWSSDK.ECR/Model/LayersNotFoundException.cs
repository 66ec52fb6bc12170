using Amazon.Runtime.Internal;

namespace Amazon.ECR.Model;

/// <summary>The manifest names layers that the repository does not have.</summary>
public class LayersNotFoundException : AmazonECRException
{
    public LayersNotFoundException(string message)
        : base(message) { }

    public LayersNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    internal LayersNotFoundException(ErrorResponse error)
        : base(error) { }
}
