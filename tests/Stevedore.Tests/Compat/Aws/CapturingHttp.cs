using System.Net;
using Amazon.Runtime;

namespace Stevedore.Tests.Compat.Aws;

/// <summary>Answers in place of the network, so that a test can let a client call the host that it would really call.</summary>
internal sealed class CapturingHttp : HttpClientFactory, IDisposable
{
    private readonly Handler handler = new();

    public string? Url => handler.Request?.RequestUri?.AbsoluteUri;

    public string Authorization => handler.Request!.Headers.GetValues("Authorization").Single();

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public void Dispose() => handler.Dispose();

    private sealed class Handler : HttpMessageHandler
    {
        public HttpRequestMessage? Request { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Request = request;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}") });
        }
    }
}
