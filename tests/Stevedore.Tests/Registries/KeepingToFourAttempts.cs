using System.Globalization;
using System.Net;
using Stevedore.Credentials;
using Stevedore.Images;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

/// <summary>A registry that keeps failing is asked four times, whoever of those who send a request notices.</summary>
public sealed class KeepingToFourAttempts : IDisposable
{
    private static readonly RegistryCredential Credential = new("me", new("pass:word", new()), "a test");
    private static readonly RepositoryName Web = RepositoryName.Parse("web");
    private readonly BriefClock clock = new();
    private readonly RegistryClients clients;

    public KeepingToFourAttempts() => clients = new(new WebProxy(), clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => clients.Dispose();

    [Theory]
    [InlineData(
        false,
        "the connection ended before all of the answer was there. Check the host's name in the settings, the network, and its certificate."
    )]
    [InlineData(true, "the connection was reset. Check the network, and run again.")]
    public async Task OfARequestWhoseConnectionEnds(bool isReset, string why)
    {
        using RawRegistry registry = new(
            (_, connection, _) =>
            {
                if (isReset)
                {
                    connection.Socket.Close(timeout: 0);
                }

                return Task.FromResult(false);
            }
        );

        var error = await Fault(registry.Host, client => client.Check(Token));

        Assert.Equal($"Cannot reach the registry {registry.Host}: {why}", error.Message);
        Assert.Equal(4, registry.Requests.Length);
    }

    [Fact]
    public async Task OfAPasswordAfterWhichTheConnectionEnds()
    {
        using RawRegistry registry = new(
            async (header, connection, cancellation) =>
            {
                if (!header.Contains("Authorization", StringComparison.Ordinal))
                {
                    await RawRegistry.Write(
                        connection,
                        "HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm=\"x\"\nContent-Length: 0\nConnection: close\n\n",
                        cancellation
                    );
                }

                return false;
            }
        );

        await Fault(registry.Host, client => client.Check(Token));

        Assert.Equal(4, registry.Requests.Count(header => header.Contains("Authorization", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task OfAnUploadThatIsBegunAndWhoseConnectionEnds()
    {
        using RawRegistry registry = new((_, _, _) => Task.FromResult(false));

        await Fault(registry.Host, client => client.Blobs.CheckPush(Web, Token));

        Assert.Equal(4, registry.Requests.Count(header => header.StartsWith("POST ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task OfARequestWhoseAnswerBreaksOff()
    {
        using RawRegistry registry = new(
            async (_, connection, cancellation) =>
            {
                await RawRegistry.Write(connection, "HTTP/1.1 200 OK\nContent-", cancellation);
                return false;
            }
        );

        await Fault(registry.Host, client => client.Check(Token));

        Assert.Equal(4, registry.Requests.Length);
    }

    [Fact]
    public async Task UsesAnotherConnectionAtOnceForOneThatEndedMeanwhile()
    {
        var asked = 0;
        using RawRegistry registry = new(
            async (_, connection, cancellation) =>
            {
                // Two on the first connection: the second is not answered.
                if (++asked == 2)
                {
                    return false;
                }

                await RawRegistry.Write(connection, "HTTP/1.1 200 OK\nContent-Length: 2\n\n{}", cancellation);
                return true;
            }
        );
        var client = clients.Connect(registry.Host, null);
        await client.Check(Token);

        await client.Check(Token);

        Assert.Equal(3, registry.Requests.Length);
        Assert.Empty(clock.Waits);
    }

    [Fact]
    public async Task OfEachRequestForABlobThatIsCopied()
    {
        using StubRegistry from = new();
        using StubRegistry to = new() { Lie = (_, _) => (503, [], [("Retry-After", "0")]) };
        var digest = from.AddBlob("a layer");

        await Fault(
            to.Host,
            client => client.Blobs.Copy(clients.Connect(from.Host, null).Blobs, Web, Web, new("x/y", Digest.Parse(digest), 7, null), Token)
        );

        // The look, and what begins the upload.
        Assert.Equal([4, 4], to.Requests.GroupBy(request => request).Select(each => each.Count()));
    }

    [Theory]
    [InlineData("r", 60, 60)]
    [InlineData("r", 7200, null)]
    [InlineData("ddd MMM  d HH:mm:ss yyyy", 60, 60)]
    [InlineData("dddd, dd-MMM-yy HH:mm:ss 'GMT'", 60, 60)]
    [InlineData("'Xyz, 'dd MMM yyyy HH:mm:ss 'GMT'", 60, 60)]
    [InlineData("'99999999999'", 0, null)]
    [InlineData("'soon'", 0, 0)]
    public void WaitsUntilTheTimeThatIsNamed(string format, int seconds, int? expected)
    {
        ManualClock now = new();
        using HttpResponseMessage answer = new(HttpStatusCode.TooManyRequests);
        answer.Headers.TryAddWithoutValidation(
            "Retry-After",
            (now.GetUtcNow() + TimeSpan.FromSeconds(seconds)).ToString(format, CultureInfo.InvariantCulture)
        );

        var wait = RegistryRetries.Wait(answer, now);

        Assert.Equal(expected, wait > RegistryRetries.LongestWait ? null : (int)(wait ?? TimeSpan.Zero).TotalSeconds);
    }

    [Fact]
    public void WaitsForNobodyWhoNamesATimeOfManyYears()
    {
        using HttpResponseMessage answer = new(HttpStatusCode.TooManyRequests);
        answer.Headers.TryAddWithoutValidation("Date", "Wed, 21 Oct 2015 07:28:00 GMT");
        answer.Headers.TryAddWithoutValidation("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT");

        Assert.Equal(TimeSpan.FromSeconds(int.MaxValue), RegistryRetries.Wait(answer, new ManualClock()));
    }

    [Fact]
    public void WaitsByTheClockOfWhoNamesATime()
    {
        using HttpResponseMessage answer = new(HttpStatusCode.TooManyRequests);
        answer.Headers.TryAddWithoutValidation("Date", "Wed, 21 Oct 2015 07:28:00 GMT");
        answer.Headers.TryAddWithoutValidation("Retry-After", "Wed, 21 Oct 2015 07:28:30 GMT");

        Assert.Equal(TimeSpan.FromSeconds(30), RegistryRetries.Wait(answer, new ManualClock()));
    }

    private Task<RegistryException> Fault(string host, Func<RegistryClient, Task> act) =>
        Assert.ThrowsAsync<RegistryException>(() => act(clients.Connect(host, Credential)));
}
