using Amazon.Runtime;

namespace Stevedore.Aws;

/// <summary>~/.aws/config, which the SDK reads before it does anything, whatever it then needs of it.</summary>
internal static class ConfigurationFile
{
    /// <summary>What is made while it is read.</summary>
    /// <exception cref="StevedoreException">It cannot be read.</exception>
    public static T Read<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception cause)
            when (cause is TypeInitializationException or AmazonClientException or IOException or UnauthorizedAccessException)
        {
            var inner = cause.GetBaseException();
            var reason = CredentialReason.Of(inner.Message);
            throw new StevedoreException(
                "Cannot read AWS's configuration",
                reason?.Why ?? OutsideText.Line(inner.Message).TrimEnd('.'),
                reason?.Fix ?? "Correct ~/.aws/config, or the file that AWS_CONFIG_FILE names.",
                // What is known is said; the rest may be a line of the file, and that a secret.
                reason is null
                    ? cause
                    : null
            );
        }
    }
}
