using System.Net;
using Amazon.Runtime;

namespace Stevedore.Aws;

/// <summary>How the clients of a run speak HTTP: over the same connections, to the host that they ask and to no other.</summary>
internal sealed class AwsHttp : HttpClientFactory, IDisposable
{
    private readonly AnswerLimit limit;

    public AwsHttp(TimeProvider clock)
        : this(clock, AnswerLimit.LongestHead, AnswerLimit.Longest) { }

    /// <param name="clock">Measures the waiting.</param>
    /// <param name="head">For the beginning of an answer.</param>
    /// <param name="whole">For all of it.</param>
    public AwsHttp(TimeProvider clock, TimeSpan head, TimeSpan whole) =>
        // The SDK checks and opens what it gets itself.
        limit = new(
            clock,
            head,
            whole,
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                UseCookies = false,
            }
        );

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
        new(limit, disposeHandler: false) { Timeout = clientConfig.Timeout ?? Timeout.InfiniteTimeSpan };

    /// <summary>No: the connections are kept here.</summary>
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    /// <summary>No: nothing would be closed by it.</summary>
    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose() => limit.Dispose();
}
