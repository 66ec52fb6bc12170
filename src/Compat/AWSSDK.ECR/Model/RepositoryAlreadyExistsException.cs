using Amazon.Runtime.Internal;

namespace Amazon.ECR.Model;

/// <summary>The registry has a repository of that name.</summary>
public class RepositoryAlreadyExistsException : AmazonECRException
{
    public RepositoryAlreadyExistsException(string message)
        : base(message) { }

    public RepositoryAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException) { }

    internal RepositoryAlreadyExistsException(ErrorResponse error)
        : base(error) { }
}
