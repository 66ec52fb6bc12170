using Amazon.Runtime.Internal;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>A name has no more than 15 levels.</summary>
public class HierarchyLevelLimitExceededException : AmazonSimpleSystemsManagementException
{
    public HierarchyLevelLimitExceededException(string message)
        : base(message) { }

    public HierarchyLevelLimitExceededException(string message, Exception innerException)
        : base(message, innerException) { }

    internal HierarchyLevelLimitExceededException(ErrorResponse error)
        : base(error) { }
}
