using Amazon.Runtime.Internal;

namespace Amazon.ECR.Model;

/// <summary>No repository of that name is in the registry.</summary>
public class RepositoryNotFoundException : AmazonECRException
{
    public RepositoryNotFoundException(string message)
        : base(message) { }

    public RepositoryNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    internal RepositoryNotFoundException(ErrorResponse error)
        : base(error) { }
}
