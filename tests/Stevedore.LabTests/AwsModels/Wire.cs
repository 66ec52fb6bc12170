using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace Stevedore.LabTests.AwsModels;

/// <summary>Answers in place of the network and keeps what was sent.</summary>
internal sealed class Wire(HttpStatusCode status, string body) : HttpClientFactory, IDisposable
{
    private readonly Handler handler = new(status, body);

    public string? Header(string name) => handler.Headers.GetValueOrDefault(name);

    /// <summary>The body: JSON as it is, a form as an object of texts.</summary>
    public JsonNode Sent =>
        handler.Headers["Content-Type"].Contains("json", StringComparison.Ordinal)
            ? JsonNode.Parse(handler.Body)!
            : new JsonObject(
                handler
                    .Body.Split('&')
                    .Select(entry => entry.Split('=', 2))
                    .Select(entry => KeyValuePair.Create(Uri.UnescapeDataString(entry[0]), (JsonNode?)Uri.UnescapeDataString(entry[1])))
            );

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public void Dispose() => handler.Dispose();

    private sealed class Handler(HttpStatusCode status, string body) : HttpMessageHandler
    {
        public string Body { get; private set; } = "";

        public Dictionary<string, string> Headers { get; private set; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Body = await request.Content!.ReadAsStringAsync(cancellationToken);
            Headers = request
                .Headers.Concat(request.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value));
            return new HttpResponseMessage(status)
            {
                Content = new StringContent(body, new MediaTypeHeaderValue("application/x-amz-json-1.1")),
            };
        }
    }
}
