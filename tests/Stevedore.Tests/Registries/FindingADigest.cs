using System.Net;
using System.Text;
using Stevedore.Images;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

/// <summary>Where pulls are limited, asking what a tag means now is not one.</summary>
public sealed class FindingADigest
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes(
        """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"""
    );

    [Fact]
    public async Task AsksWithoutReading()
    {
        using Registry registry = new(tellsDigest: true);

        Assert.Equal(Digest.Of(Content), await Find(registry, "1"));
        Assert.Equal(["HEAD /v2/library/alpine/manifests/1"], registry.Requests);
    }

    [Fact]
    public async Task ReadsWhereTheRegistryDoesNotSay()
    {
        using Registry registry = new(tellsDigest: false);

        Assert.Equal(Digest.Of(Content), await Find(registry, "1"));
        Assert.Equal(["HEAD /v2/library/alpine/manifests/1", "GET /v2/library/alpine/manifests/1"], registry.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.MethodNotAllowed)]
    [InlineData(HttpStatusCode.NotImplemented)]
    public async Task ReadsWhereTheRegistryKnowsNoHead(HttpStatusCode status)
    {
        using Registry registry = new(tellsDigest: true) { Head = status };

        Assert.Equal(Digest.Of(Content), await Find(registry, "1"));
        Assert.Equal(["HEAD /v2/library/alpine/manifests/1", "GET /v2/library/alpine/manifests/1"], registry.Requests);
    }

    [Fact]
    public async Task ReadsATagOnlyWhereThereIsOne()
    {
        using Registry registry = new(tellsDigest: true);
        RegistryClient client = new(new(new HttpClient(registry), "registry.example.com", null));

        Assert.Null(await client.LookUp(RepositoryName.Parse("library/alpine"), "2", TestContext.Current.CancellationToken));
        Assert.Equal(["HEAD /v2/library/alpine/manifests/2"], registry.Requests);
    }

    [Fact]
    public async Task FindsNothingWhereThereIsNothing()
    {
        using Registry registry = new(tellsDigest: true);

        Assert.Null(await Find(registry, "2"));
    }

    private static Task<Digest?> Find(Registry registry, string tag) =>
        new RegistryClient(new(new HttpClient(registry), "registry.example.com", null)).Find(
            RepositoryName.Parse("library/alpine"),
            tag,
            TestContext.Current.CancellationToken
        );

    private sealed class Registry(bool tellsDigest) : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        public HttpStatusCode? Head { get; init; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            Requests.Add($"{request.Method} {path}");
            HttpResponseMessage response = new(path.EndsWith("/1", StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.NotFound)
            {
                RequestMessage = request,
                Content = new ByteArrayContent(request.Method == HttpMethod.Head ? [] : Content),
            };
            response.StatusCode = request.Method == HttpMethod.Head ? Head ?? response.StatusCode : response.StatusCode;
            response.Content.Headers.ContentType = new("application/vnd.oci.image.index.v1+json");
            if (tellsDigest)
            {
                response.Headers.Add("Docker-Content-Digest", Digest.Of(Content).Value);
            }

            return Task.FromResult(response);
        }
    }
}
