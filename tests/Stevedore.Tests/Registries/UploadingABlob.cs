using System.Net;
using Stevedore.Images;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class UploadingABlob
{
    private static readonly Digest Empty = Digest.Of([]);

    [Fact]
    public async Task SaysHowLongItIsAndKeepsTheAddress()
    {
        using var registry = new Uploads("/up?state=%7B%22a%22%3A%20%22%C3%A4%22%7D");

        await Upload(registry);

        Assert.Equal(
            (5L, $"https://registry.example.com/up?state=%7B%22a%22%3A%20%22%C3%A4%22%7D&digest={Uri.EscapeDataString(Empty.Value)}"),
            registry.Put
        );
    }

    [Fact]
    public async Task SaysThatThereIsNoPlaceForIt()
    {
        using var registry = new Uploads(null);

        var error = await Assert.ThrowsAsync<RegistryException>(() => Upload(registry));

        Assert.Equal(
            (
                RegistryFault.Other,
                $"Cannot write registry.example.com/acme/web@{Empty}: the answer is not an upload: it has no Location. "
                    + "Check that the registry itself answers there, and not a proxy or a login page; if it does, look at its own log."
            ),
            (error.Fault, error.Message)
        );
    }

    private static async Task Upload(Uploads registry)
    {
        using var http = new HttpClient(registry);
        using var content = new Unseekable();
        RegistryClient client = new(new(http, "registry.example.com", null));
        await client.Blobs.Upload(
            RepositoryName.Parse("acme/web"),
            new("x/y", Empty, 5, null),
            content,
            TestContext.Current.CancellationToken
        );
    }

    /// <summary>Like the body of an answer, it does not tell its length.</summary>
    private sealed class Unseekable() : MemoryStream("hello"u8.ToArray())
    {
        public override bool CanSeek => false;
    }

    private sealed class Uploads(string? location) : HttpMessageHandler
    {
        public (long? Length, string Address) Put { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(request.Method == HttpMethod.Put ? HttpStatusCode.Created : HttpStatusCode.Accepted)
            {
                RequestMessage = request,
            };
            if (request.Method == HttpMethod.Put)
            {
                Put = (request.Content!.Headers.ContentLength, request.RequestUri!.OriginalString);
            }
            else if (location is not null)
            {
                response.Headers.Location = new(location, UriKind.Relative);
            }

            return Task.FromResult(response);
        }
    }
}
