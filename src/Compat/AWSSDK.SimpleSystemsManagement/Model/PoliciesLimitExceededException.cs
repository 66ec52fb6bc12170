using Amazon.Runtime.Internal;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>A parameter has no more than 10 policies.</summary>
public class PoliciesLimitExceededException : AmazonSimpleSystemsManagementException
{
    public PoliciesLimitExceededException(string message)
        : base(message) { }

    public PoliciesLimitExceededException(string message, Exception innerException)
        : base(message, innerException) { }

    internal PoliciesLimitExceededException(ErrorResponse error)
        : base(error) { }
}
