using System.Net;
using System.Net.Http.Headers;
using Amazon.Runtime;

namespace Stevedore.LabTests.AwsModels;

/// <summary>Answers in place of the network and keeps the body that was sent.</summary>
internal sealed class Wire(HttpStatusCode status, string body) : HttpClientFactory, IDisposable
{
    private readonly Handler handler = new(status, body);

    public string Sent => handler.Sent!;

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public void Dispose() => handler.Dispose();

    private sealed class Handler(HttpStatusCode status, string body) : HttpMessageHandler
    {
        public string? Sent { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent = await request.Content!.ReadAsStringAsync(cancellationToken);
            return new HttpResponseMessage(status)
            {
                Content = new StringContent(body, new MediaTypeHeaderValue("application/x-amz-json-1.1")),
            };
        }
    }
}
