using System.Net;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

/// <summary>A registry that falls silent, before an answer or in the middle of one, and one that is only slow.</summary>
public sealed class EndingWhatStalls : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ManualClock clock = new();
    private readonly Silent registry = new();
    private readonly HttpClient http;

    public EndingWhatStalls() => http = new(new StallLimit(clock, registry)) { Timeout = Timeout.InfiniteTimeSpan };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        http.Dispose();
        registry.Dispose();
    }

    [Fact]
    public async Task GivesUpWhereNoAnswerBegins()
    {
        var asked = Send(HttpMethod.Get);
        clock.Advance(59 * Second);
        Assert.False(asked.IsCompleted);
        clock.Advance(Second);

        Assert.Equal(
            "the header of its answer was not complete after 60 s",
            (await Assert.ThrowsAsync<StalledException>(() => asked)).Message
        );
    }

    [Fact]
    public async Task GivesUpAHeaderThatComesAByteAtATime()
    {
        using RawRegistry dripping = new(
            async (_, connection, cancellation) =>
            {
                await RawRegistry.Write(connection, "HTTP/1.1 200 OK\nX-Drip: ", cancellation);
                while (true)
                {
                    await RawRegistry.Write(connection, "x", cancellation);
                    await Task.Delay(10, cancellation);
                }
            }
        );
        using Stevedore.Registries.RegistryClients clients = new(new WebProxy(), clock);
        var check = clients.Connect(dripping.Host, null).Check(Token);
        while (dripping.Requests.Length == 0)
        {
            await Task.Delay(10, Token);
        }

        clock.Advance(60 * Second);

        Assert.Equal(
            $"Cannot reach the registry {dripping.Host}: the header of its answer was not complete after 60 s. "
                + "Check the host's name in the settings, the network, and its certificate.",
            (await Assert.ThrowsAsync<RegistryException>(() => check)).Message
        );
        Assert.Single(dripping.Requests);
    }

    [Fact]
    public async Task GivesUpInTheMiddleOfAnAnswerAndNotOfASlowOne()
    {
        var pipe = new System.IO.Pipelines.Pipe();
        registry.Answer.SetResult(new(HttpStatusCode.OK) { Content = new StreamContent(pipe.Reader.AsStream()) });
        using var response = await Send(HttpMethod.Get);
        await using var body = await response.Content.ReadAsStreamAsync(Token);
        for (var part = 0; part < 20; part++)
        {
            var read = body.ReadAsync(new byte[8], Token).AsTask();
            clock.Advance(59 * Second);
            await pipe.Writer.WriteAsync("part"u8.ToArray(), Token);
            Assert.Equal(4, await read);
        }

        var last = body.ReadAsync(new byte[8], Token).AsTask();
        clock.Advance(60 * Second);

        Assert.Equal("nothing came for 60 s", (await Assert.ThrowsAsync<StalledException>(() => last)).Message);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, 30, 10, "its answer had not ended after 300 s")]
    [InlineData(HttpStatusCode.Forbidden, 1, 5, "the registry answered 403 Forbidden")]
    public async Task GivesUpASmallAnswerThatComesAByteAtATime(HttpStatusCode status, int seconds, int taken, string why)
    {
        using Dripping drip = new(() => clock.Advance(seconds * Second));
        registry.Answer.SetResult(
            new(status) { Content = new StreamContent(drip), RequestMessage = new(HttpMethod.Get, "https://registry.example.com/v2/") }
        );
        RegistryClient client = new(new(http, "registry.example.com", null));

        var error = await Assert.ThrowsAsync<RegistryException>(() => client.Get(Stevedore.Images.RepositoryName.Parse("web"), "1", Token));

        Assert.Equal(("Cannot read registry.example.com/web:1", why), (error.What, error.Why));
        Assert.Equal(taken, drip.Taken);
    }

    [Fact]
    public async Task WaitsNoLongerForTheExplanationOfARefusal()
    {
        var pipe = new System.IO.Pipelines.Pipe();
        registry.Answer.SetResult(
            new(HttpStatusCode.Forbidden)
            {
                Content = new StreamContent(pipe.Reader.AsStream()),
                RequestMessage = new(HttpMethod.Get, "https://registry.example.com/v2/"),
            }
        );
        await pipe.Writer.WriteAsync("Blocked by"u8.ToArray(), Token);
        RegistryClient client = new(new(http, "registry.example.com", null));
        var read = client.Get(Stevedore.Images.RepositoryName.Parse("web"), "1", Token);
        clock.Advance(5 * Second);

        Assert.Equal("the registry answered 403 Forbidden (Blocked…)", (await Assert.ThrowsAsync<RegistryException>(() => read)).Why);
    }

    [Fact]
    public async Task ReadsABlobThatComesAByteAtATime()
    {
        using Dripping drip = new(() => clock.Advance(30 * Second));
        registry.Answer.SetResult(
            new(HttpStatusCode.OK)
            {
                Content = new StreamContent(drip),
                RequestMessage = new(HttpMethod.Get, "https://registry.example.com/v2/"),
            }
        );
        RegistryClient client = new(new(http, "registry.example.com", null));
        var bytes = new byte[50];
        await using var blob = await client.Blobs.Open(
            Stevedore.Images.RepositoryName.Parse("web"),
            new("x/y", Stevedore.Images.Digest.Of([.. Enumerable.Repeat((byte)' ', 50)]), 50, null),
            Token
        );

        await blob.ReadExactlyAsync(bytes, Token);

        Assert.Equal(50, drip.Taken);
    }

    [Fact]
    public async Task WaitsLongerForWhatCompletesAnUpload()
    {
        var sent = Send(HttpMethod.Put, new ByteArrayContent([1, 2, 3]));
        await registry.Sent.Task.WaitAsync(Token);
        clock.Advance(299 * Second);
        Assert.False(sent.IsCompleted);
        clock.Advance(Second);

        Assert.Equal(
            "the header of its answer was not complete after 300 s",
            (await Assert.ThrowsAsync<StalledException>(() => sent)).Message
        );
    }

    [Fact]
    public async Task LetsAnUploadGoOnAsLongAsItMoves()
    {
        var pipe = new System.IO.Pipelines.Pipe();
        var sent = Send(HttpMethod.Put, new StreamContent(pipe.Reader.AsStream()));
        for (var part = 0; part < 20; part++)
        {
            await pipe.Writer.WriteAsync("part"u8.ToArray(), Token);
            await registry.Received(4 * (part + 1), Token);
            clock.Advance(59 * Second);
        }

        Assert.False(sent.IsCompleted);
        clock.Advance(Second);

        Assert.Equal("nothing moved for 60 s", (await Assert.ThrowsAsync<StalledException>(() => sent)).Message);
    }

    [Fact]
    public async Task IsCancelledLikeAllElse()
    {
        using CancellationTokenSource cancelled = new();
        var asked = http.GetAsync(new Uri("https://registry.example.com/v2/"), cancelled.Token);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    private Task<HttpResponseMessage> Send(HttpMethod method, HttpContent? content = null) =>
        http.SendAsync(
            new(method, "https://registry.example.com/v2/") { Content = content },
            HttpCompletionOption.ResponseHeadersRead,
            Token
        );

    /// <summary>Spaces, one at a time, and fifty of them.</summary>
    private sealed class Dripping(Action before) : MemoryStream
    {
        public int Taken { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            before();
            if (Taken == 50)
            {
                return new(0);
            }

            Taken++;
            buffer.Span[0] = (byte)' ';
            return new(1);
        }
    }

    /// <summary>Takes what is sent, and answers when it is told what.</summary>
    private sealed class Silent : HttpMessageHandler
    {
        private readonly MemoryStream received = new();

        public TaskCompletionSource<HttpResponseMessage> Answer { get; } = new();

        public TaskCompletionSource Sent { get; } = new();

        public async Task Received(int bytes, CancellationToken cancellation)
        {
            while (received.Length < bytes)
            {
                await Task.Delay(1, cancellation);
            }

            // The piece is told of just after it is written.
            await Task.Delay(20, cancellation);
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is not null)
            {
                await request.Content.CopyToAsync(received, cancellationToken);
                Sent.SetResult();
            }

            return await Answer.Task.WaitAsync(cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            received.Dispose();
            base.Dispose(disposing);
        }
    }
}
