using Amazon.Runtime.Internal;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>The pattern that values must match is no valid regular expression.</summary>
public class InvalidAllowedPatternException : AmazonSimpleSystemsManagementException
{
    public InvalidAllowedPatternException(string message)
        : base(message) { }

    public InvalidAllowedPatternException(string message, Exception innerException)
        : base(message, innerException) { }

    internal InvalidAllowedPatternException(ErrorResponse error)
        : base(error) { }
}
