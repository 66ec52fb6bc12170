using System.Net;
using Amazon.Runtime;
using Stevedore.Runs;

namespace Stevedore.Aws;

/// <summary>How the clients of a run speak HTTP: over the same connections, to the host that they ask and to no other.</summary>
internal sealed class AwsHttp : HttpClientFactory, IDisposable
{
    // A bundle that cannot be read is told to who asks AWS, and to nobody else.
    private readonly Lazy<AnswerLimit> limit;
    private readonly Lazy<AnswerLimit> direct;

    /// <param name="clock">Measures the waiting.</param>
    /// <param name="bundle">Gives the file of AWS_CA_BUNDLE; null for none to be trusted besides the system's.</param>
    public AwsHttp(TimeProvider clock, Func<string?>? bundle = null)
        : this(clock, AnswerLimit.LongestHead, AnswerLimit.Longest, bundle) { }

    /// <param name="clock">Measures the waiting.</param>
    /// <param name="head">For the beginning of an answer.</param>
    /// <param name="whole">For all of it.</param>
    /// <param name="bundle">Gives the file of AWS_CA_BUNDLE; null for none to be trusted besides the system's.</param>
    public AwsHttp(TimeProvider clock, TimeSpan head, TimeSpan whole, Func<string?>? bundle = null)
    {
        limit = new(() => new(clock, head, whole, Connections(bundle?.Invoke())));
        direct = new(() =>
        {
            var connections = Connections(bundle?.Invoke());
            connections.UseProxy = false;
            return new(clock, head, whole, connections);
        });
    }

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
        new(limit.Value, disposeHandler: false) { Timeout = clientConfig.Timeout ?? Timeout.InfiniteTimeSpan };

    /// <summary>Speaks in the same way, through no proxy.</summary>
    public HttpClient Direct() => new(direct.Value, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>No: the connections are kept here.</summary>
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    /// <summary>No: nothing would be closed by it.</summary>
    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose()
    {
        foreach (var made in new[] { limit, direct }.Where(made => made.IsValueCreated))
        {
            made.Value.Dispose();
        }
    }

    // The SDK checks and opens what it gets itself.
    private static SocketsHttpHandler Connections(string? bundle) =>
        new()
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            SslOptions = bundle is null ? new() : TrustedAuthorities.With([(bundle, "AWS_CA_BUNDLE")]),
        };
}
