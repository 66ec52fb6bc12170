using Amazon.Runtime.Internal;

namespace Amazon.ECRPublic.Model;

/// <summary>The registry has a repository of that name.</summary>
public class RepositoryAlreadyExistsException : AmazonECRPublicException
{
    public RepositoryAlreadyExistsException(string message)
        : base(message) { }

    public RepositoryAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException) { }

    internal RepositoryAlreadyExistsException(ErrorResponse error)
        : base(error) { }
}
