using Amazon.Runtime;

namespace Stevedore.Aws;

/// <summary>
/// Lets only whole answers of the host that was asked reach the SDK. After one that redirects it would send the body and the session's token to another
/// host, and for one that stops midway it would wait without end.
/// </summary>
internal sealed class AnswerLimit : DelegatingHandler
{
    /// <summary>For the beginning of an answer: all that is asked is small, and is asked several times.</summary>
    public static readonly TimeSpan LongestHead = TimeSpan.FromSeconds(20);

    /// <summary>For all of an answer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private const int MostBytes = 32 * 1024 * 1024;

    private readonly TimeProvider clock;
    private readonly TimeSpan head;
    private readonly TimeSpan whole;

    /// <param name="clock">Measures the waiting.</param>
    /// <param name="head">For the beginning of an answer.</param>
    /// <param name="whole">For all of it.</param>
    /// <param name="inner">Sends the requests, and follows no redirect.</param>
    public AnswerLimit(TimeProvider clock, TimeSpan head, TimeSpan whole, HttpMessageHandler inner)
        : base(inner) => (this.clock, this.head, this.whole) = (clock, head, whole);

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        using var limit = new CancellationTokenSource(head, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        bool Ended() => limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested;

        var response = await Begin(request, Ended, either.Token).ConfigureAwait(false);
        try
        {
            if (UnusableAnswer.Of(request.RequestUri!, response) is { } unusable)
            {
                throw unusable;
            }

            var left = whole - clock.GetElapsedTime(begun);
            limit.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            await Fill(response.Content, either.Token).ConfigureAwait(false);
            return response;
        }
        catch (Exception cause)
        {
            response.Dispose();
            // What is read says the end of the limit in words of its own.
            if (Ended() && cause is not UnusableAnswerException)
            {
                throw UnusableAnswer.Incomplete(whole);
            }

            throw;
        }
    }

    private async Task<HttpResponseMessage> Begin(HttpRequestMessage request, Func<bool> ended, CancellationToken cancellation)
    {
        try
        {
            return await base.SendAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException cause) when (ended())
        {
            throw new TimeoutException("no answer came in time", cause);
        }
        catch (HttpRequestException cause) when (UnusableAnswer.IsLoginOfTheProxy(cause))
        {
            throw UnusableAnswer.LoginOfTheProxy();
        }
        catch (NotSupportedException cause)
        {
            throw new AmazonClientException(cause.Message, cause);
        }
    }

    private static async Task Fill(HttpContent content, CancellationToken cancellation)
    {
        try
        {
            await content.LoadIntoBufferAsync(MostBytes, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException cause) when (cause.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            throw UnusableAnswer.TooLarge();
        }
    }
}
