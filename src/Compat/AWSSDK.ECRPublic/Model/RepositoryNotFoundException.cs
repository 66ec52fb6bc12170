using Amazon.Runtime.Internal;

namespace Amazon.ECRPublic.Model;

/// <summary>No repository of that name is in the registry.</summary>
public class RepositoryNotFoundException : AmazonECRPublicException
{
    public RepositoryNotFoundException(string message)
        : base(message) { }

    public RepositoryNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    internal RepositoryNotFoundException(ErrorResponse error)
        : base(error) { }
}
