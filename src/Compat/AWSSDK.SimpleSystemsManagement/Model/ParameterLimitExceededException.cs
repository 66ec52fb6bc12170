using Amazon.Runtime.Internal;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The account has as many parameters as its quota allows.</summary>
public class ParameterLimitExceededException : AmazonSimpleSystemsManagementException
{
    public ParameterLimitExceededException(string message)
        : base(message) { }

    public ParameterLimitExceededException(string message, Exception innerException)
        : base(message, innerException) { }

    internal ParameterLimitExceededException(ErrorResponse error)
        : base(error) { }
}
