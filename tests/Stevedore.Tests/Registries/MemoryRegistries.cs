using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Stevedore.Images;
using Stevedore.Tests.Source;

namespace Stevedore.Tests.Registries;

/// <summary>Two registries behind TLS that ask for a password, without a network. One holds two images; one may lie, and send requests to a stranger.</summary>
internal sealed class MemoryRegistries : HttpMessageHandler
{
    private const string Index = "application/vnd.oci.image.index.v1+json";
    private const string Single = "application/vnd.oci.image.manifest.v1+json";
    private readonly ConcurrentDictionary<string, (string MediaType, byte[] Content)> content = new();
    private readonly ConcurrentDictionary<string, Digest> digests = new();

    public MemoryRegistries()
    {
        foreach (var image in new[] { "web", "api" })
        {
            digests[image] = Add(image);
        }
    }

    public ConcurrentQueue<(string Host, string Line, string? Authorization)> Requests { get; } = new();

    /// <summary>The host that lies; null for none.</summary>
    public string? Liar { get; init; }

    /// <summary>The request that is lied to: <c>GET /v2/web/manifests/1</c>.</summary>
    public string? Line { get; init; }

    public Action<HttpResponseMessage> Lie { get; init; } = _ => { };

    public Digest DigestOf(string image) => digests[image];

    public Digest? Held(string host, string image, string tag) =>
        content.TryGetValue($"{host}/v2/{image}/manifests/{tag}", out var held) ? Digest.Of(held.Content) : null;

    public override string ToString() => string.Join('\n', Requests.Select(request => $"{request.Host} {request.Line}"));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        var line = $"{request.Method} {address.PathAndQuery}";
        Requests.Enqueue((address.Authority, line, request.Headers.Authorization?.ToString()));
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var response = Answer(request, address, body);
        response.RequestMessage = request;
        if (address.Authority == Liar && line == Line && response.StatusCode != HttpStatusCode.Unauthorized)
        {
            Lie(response);
        }

        return response;
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, Uri address, byte[] body)
    {
        var key = $"{address.Authority}{address.AbsolutePath}";
        var isStranger = address.Authority == "stranger.example.com";
        if (isStranger || (address.Authority != "auth.example.com" && request.Headers.Authorization is null))
        {
            var refusal = new HttpResponseMessage(HttpStatusCode.Unauthorized);
            refusal.Headers.WwwAuthenticate.Add(
                isStranger
                    ? new AuthenticationHeaderValue("Bearer", "realm=\"https://stranger.example.com/token\"")
                    : new AuthenticationHeaderValue("Basic", "realm=\"x\"")
            );
            return refusal;
        }

        return request.Method.Method switch
        {
            "POST" => new(HttpStatusCode.Accepted) { Headers = { Location = new($"https://{address.Authority}{address.AbsolutePath}1") } },
            "PUT" when address.AbsolutePath.Contains("/uploads/", StringComparison.Ordinal) => Keep(
                $"{address.Authority}/v2/{address.Segments[2]}blobs/{Uri.UnescapeDataString(address.Query.Split("digest=")[1])}",
                "application/octet-stream",
                body
            ),
            "PUT" => Keep(key, request.Content!.Headers.ContentType!.MediaType!, body),
            _ when content.TryGetValue(key, out var held) => Held(held),
            _ => new(address.AbsolutePath == "/v2/" ? HttpStatusCode.OK : HttpStatusCode.NotFound),
        };
    }

    private HttpResponseMessage Keep(string key, string mediaType, byte[] body)
    {
        content[key] = (mediaType, body);
        return new(HttpStatusCode.Created) { Headers = { { "Docker-Content-Digest", Digest.Of(body).Value } } };
    }

    private static HttpResponseMessage Held((string MediaType, byte[] Content) held) =>
        new(HttpStatusCode.OK)
        {
            Headers = { { "Docker-Content-Digest", Digest.Of(held.Content).Value } },
            Content = new ByteArrayContent(held.Content) { Headers = { ContentType = new(held.MediaType) } },
        };

    private Digest Add(string image)
    {
        var parts =
            from architecture in new[] { "amd64", "arm64" }
            let configuration = Put(
                image,
                "blobs",
                $$"""{"os":"linux","architecture":"{{architecture}}","config":{"Labels":{"org.opencontainers.image.revision":"{{SourceCases.Commit}}"} } }"""
            )
            let layer = Put(image, "blobs", $"the {architecture} layer of {image}")
            let manifest = Put(
                image,
                "manifests",
                $$"""{"schemaVersion":2,"mediaType":"{{Single}}","config":{{configuration}},"layers":[{{layer}}]}""",
                Single
            )
            select $$"""{{manifest[..^1]}},"platform":{"os":"linux","architecture":"{{architecture}}"} }""";
        var index = $$"""{"schemaVersion":2,"mediaType":"{{Index}}","manifests":[{{string.Join(',', parts)}}]}""";
        Put(image, "manifests", index, Index);
        content[$"one.example.com/v2/{image}/manifests/3f2a91c0"] = (Index, Encoding.UTF8.GetBytes(index));
        return Digest.Of(Encoding.UTF8.GetBytes(index));
    }

    /// <summary>The descriptor of what is put.</summary>
    private string Put(string image, string kind, string text, string mediaType = "application/octet-stream")
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var digest = Digest.Of(bytes);
        content[$"one.example.com/v2/{image}/{kind}/{digest}"] = (mediaType, bytes);
        return $$"""{"mediaType":"{{mediaType}}","digest":"{{digest}}","size":{{bytes.Length}}}""";
    }
}
