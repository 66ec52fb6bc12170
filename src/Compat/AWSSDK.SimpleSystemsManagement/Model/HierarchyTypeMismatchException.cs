using Amazon.Runtime.Internal;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>A parameter of a hierarchy cannot change its type.</summary>
public class HierarchyTypeMismatchException : AmazonSimpleSystemsManagementException
{
    public HierarchyTypeMismatchException(string message)
        : base(message) { }

    public HierarchyTypeMismatchException(string message, Exception innerException)
        : base(message, innerException) { }

    internal HierarchyTypeMismatchException(ErrorResponse error)
        : base(error) { }
}
