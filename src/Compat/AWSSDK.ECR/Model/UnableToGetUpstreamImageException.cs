using Amazon.Runtime.Internal;

namespace Amazon.ECR.Model;

/// <summary>The image could not be pulled through from its upstream registry.</summary>
public class UnableToGetUpstreamImageException : AmazonECRException
{
    public UnableToGetUpstreamImageException(string message)
        : base(message) { }

    public UnableToGetUpstreamImageException(string message, Exception innerException)
        : base(message, innerException) { }

    internal UnableToGetUpstreamImageException(ErrorResponse error)
        : base(error) { }
}
