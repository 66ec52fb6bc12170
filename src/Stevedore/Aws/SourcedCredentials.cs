using Amazon.Runtime;

namespace Stevedore.Aws;

/// <summary>Credentials that are looked for when they are needed, and only for so long: a program or an endpoint that gives them may never answer.</summary>
/// <param name="find">Looks for what gives them; may run programs and wait for them.</param>
/// <param name="explain">Why there are none, by what was thrown; null where that says it itself.</param>
/// <param name="silent">Why there are none where nothing answered.</param>
internal sealed class SourcedCredentials(
    Func<AWSCredentials> find,
    Func<Exception, CredentialReason?> explain,
    Func<TimeSpan, CredentialReason> silent,
    TimeProvider clock,
    TimeSpan longest
) : AWSCredentials
{
    /// <summary>For credentials to come.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    // What did not answer holds a lock of the SDK: to ask again would only be to wait again.
    private volatile CredentialReason? unanswered;

    public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().GetAwaiter().GetResult();

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        if (unanswered is { } known)
        {
            throw new NoCredentialsException(known, null);
        }

        // On a thread of its own: much of the SDK's chain waits without giving its thread back.
        var search = Task.Factory.StartNew(Search, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        try
        {
            return await search.WaitAsync(longest, clock);
        }
        catch (Exception cause) when (!search.IsCompleted || cause is OperationCanceledException)
        {
            unanswered = silent(longest);
            throw new NoCredentialsException(unanswered, cause);
        }
        catch (Exception cause) when (AwsFaults.Within<NoCredentialsException>(cause) is null && explain(cause) is { } reason)
        {
            throw new NoCredentialsException(reason, cause);
        }
        catch (Exception cause) when (!AwsFaults.IsFromAws(cause) && cause is not StevedoreException)
        {
            throw new AmazonClientException(cause.Message, cause);
        }
    }

    private Task<ImmutableCredentials> Search() => find().GetCredentialsAsync();
}
