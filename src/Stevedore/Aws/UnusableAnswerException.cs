using Amazon.Runtime;

namespace Stevedore.Aws;

/// <summary>An answer that is none of AWS. The SDK does not ask again after it.</summary>
/// <param name="why">What it is: in lower case and without a full stop.</param>
/// <param name="fix">What to do.</param>
internal sealed class UnusableAnswerException(string why, string fix) : AmazonClientException(why)
{
    /// <summary>What to do.</summary>
    public string Fix { get; } = fix;
}
