using System.Net;
using System.Net.Sockets;
using Stevedore.Images;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class SendingAgain
{
    private static readonly RepositoryName Web = RepositoryName.Parse("acme/web");
    private static readonly HttpRequestException Reset = new(
        HttpRequestError.Unknown,
        "reset",
        new IOException("reset", new SocketException((int)SocketError.ConnectionReset))
    );
    private static readonly HttpRequestException Ended = new(HttpRequestError.ResponseEnded, "ended");
    private static readonly HttpRequestException Refused = new(
        HttpRequestError.ConnectionError,
        "refused",
        new SocketException((int)SocketError.ConnectionRefused)
    );

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadsAgainAfterAReset() => Assert.Equal(2, await Requests(Reset, client => client.Check(Token)));

    [Fact]
    public async Task ReadsAgainAfterAnEarlyEnd() => Assert.Equal(2, await Requests(Ended, client => client.Check(Token)));

    [Fact]
    public async Task WritesAManifestAgainAndLooksForIt() =>
        Assert.Equal(3, await Requests(Reset, client => client.Put(Web, "1", new("x/y", "{}"u8.ToArray()), Token)));

    [Fact]
    public async Task DoesNotInsistWhereNobodyListens() =>
        Assert.Equal(1, await Requests(Refused, client => Assert.ThrowsAsync<RegistryException>(() => client.Check(Token))));

    [Fact]
    public async Task BeginsAnUploadOnce() =>
        Assert.Equal(1, await Requests(Reset, client => Assert.ThrowsAsync<RegistryException>(() => client.Blobs.CheckPush(Web, Token))));

    private static async Task<int> Requests(HttpRequestException first, Func<RegistryClient, Task> act)
    {
        using var registry = new Failing(first);
        using var http = new HttpClient(registry);
        await act(new(new(http, "registry.example.com", null)));
        return registry.Requests;
    }

    /// <summary>Fails once.</summary>
    private sealed class Failing(Exception first) : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            ++Requests == 1
                ? Task.FromException<HttpResponseMessage>(first)
                : Task.FromResult(
                    new HttpResponseMessage(HttpStatusCode.OK)
                    {
                        RequestMessage = request,
                        Headers = { { "Docker-Content-Digest", $"{Digest.Of("{}"u8)}" } },
                    }
                );
    }
}
