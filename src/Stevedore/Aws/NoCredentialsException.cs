using Amazon.Runtime;

namespace Stevedore.Aws;

/// <summary>There are no credentials, and it is known why.</summary>
internal sealed class NoCredentialsException(CredentialReason reason, Exception? inner) : AmazonClientException(reason.Why, inner)
{
    /// <summary>Why, and what to do.</summary>
    public CredentialReason Reason { get; } = reason;
}
