using Amazon.Runtime.Internal;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The oldest of 100 versions carries a label and cannot make room.</summary>
public class ParameterMaxVersionLimitExceededException : AmazonSimpleSystemsManagementException
{
    public ParameterMaxVersionLimitExceededException(string message)
        : base(message) { }

    public ParameterMaxVersionLimitExceededException(string message, Exception innerException)
        : base(message, innerException) { }

    internal ParameterMaxVersionLimitExceededException(ErrorResponse error)
        : base(error) { }
}
