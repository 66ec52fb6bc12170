using System.Net;
using Stevedore.Images;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

/// <summary>Blobs on their way from one registry to another that fails for a moment.</summary>
public sealed class CopyingAgain : IDisposable
{
    private static readonly RepositoryName Web = RepositoryName.Parse("web");
    private readonly StubRegistry from = new();
    private readonly StubRegistry to = new();
    private readonly List<string> said = [];
    private readonly RegistryClients clients;
    private readonly Descriptor blob;

    public CopyingAgain()
    {
        clients = new(new WebProxy(), say: said.Add);
        var digest = from.AddBlob("a layer");
        blob = new("x/y", Digest.Parse(digest), 7, null);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        clients.Dispose();
        from.Dispose();
        to.Dispose();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task SendsABlobAgainThatWasRefusedForNow(int status)
    {
        Refuse(status, 1);

        await Copy();

        Assert.True(to.Blobs.ContainsKey(blob.Digest.Value));
        Assert.Equal(2, to.Requests.Count(request => request.StartsWith("PUT", StringComparison.Ordinal)));
        Assert.StartsWith(
            $"Cannot write {to.Host}/web@{blob.Digest}: the registry answered {status} ",
            Assert.Single(said),
            StringComparison.Ordinal
        );
        Assert.EndsWith("; trying again in 0 s", said[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task GivesUpAfterAFewTimes()
    {
        Refuse(503, 100);

        var fault = await Assert.ThrowsAsync<RegistryException>(Copy);

        Assert.Equal("the registry answered 503 Service Unavailable", fault.Why);
        Assert.Equal(4, to.Requests.Count(request => request.StartsWith("PUT", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task DoesNotInsistOnWhatIsDenied()
    {
        Refuse(403, 100);

        await Assert.ThrowsAsync<RegistryException>(Copy);

        Assert.Single(to.Requests, request => request.StartsWith("PUT", StringComparison.Ordinal));
        Assert.Empty(said);
    }

    [Theory]
    [InlineData("Fri, 02 Jan 2026 03:04:35 GMT", 30)]
    [InlineData("Fri, 02 Jan 2026 03:00:00 GMT", 0)]
    [InlineData("45", 45)]
    public void WaitsUntilTheDateThatARegistryNames(string retryAfter, int seconds)
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);

        Assert.Equal(TimeSpan.FromSeconds(seconds), RegistryRetries.Wait(answer, new ManualClock()));
    }

    private Task Copy() => clients.Connect(to.Host, null).Blobs.Copy(clients.Connect(from.Host, null).Blobs, Web, Web, blob, Token);

    private void Refuse(int status, int times)
    {
        var left = times;
        to.Lie = (method, path) => method == "PUT" && left-- > 0 ? (status, [], [("Retry-After", "0")]) : null;
    }
}
