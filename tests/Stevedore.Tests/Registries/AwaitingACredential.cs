using Stevedore.Credentials;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class AwaitingACredential : IDisposable
{
    private static readonly RegistryCredential Credential = new("me", new("pass:word", new()), "a test");
    private static readonly RegistryCredential Old = new("me", new("old", new()), "a test");
    private static readonly string Basic = "Basic " + Convert.ToBase64String("me:pass:word"u8);
    private readonly StubRegistry registry = new();
    private readonly RegistryClients clients = new();
    private readonly TaskCompletionSource<RegistryCredential?> coming = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        clients.Dispose();
        registry.Dispose();
    }

    [Fact]
    public async Task AsksWhatTheRegistryWantsWithoutIt()
    {
        (registry.Challenge, registry.Authorization) = ("Basic realm=\"x\"", Basic);
        var check = Connect().Check(Token);
        await WasAsked();
        Assert.False(check.IsCompleted);

        coming.SetResult(Credential);
        await check;

        Assert.Equal(["GET /v2/", $"GET /v2/ [{Basic}]"], registry.Requests);
    }

    [Fact]
    public async Task FetchesATokenOnceItIsThere()
    {
        (registry.Challenge, registry.Authorization) = ($"Bearer realm=\"http://{registry.Host}/token\",service=\"hub\"", "Bearer t0ken");
        registry.Token = (200, """{"token":"t0ken"}""");
        var check = Connect().Check(Token);
        await WasAsked();
        Assert.False(check.IsCompleted);

        coming.SetResult(Credential);
        await check;

        Assert.Equal(["GET /v2/", $"GET /token?service=hub [{Basic}]", "GET /v2/ [Bearer t0ken]"], registry.Requests);
    }

    [Fact]
    public async Task EndsWithWhyThereIsNone()
    {
        (registry.Challenge, registry.Authorization) = ("Basic realm=\"x\"", Basic);
        var check = Connect().Check(Token);
        await WasAsked();

        coming.SetException(new StevedoreException("Cannot log in", "a test", "None."));

        Assert.Equal("Cannot log in", (await Assert.ThrowsAsync<StevedoreException>(() => check)).What);
        Assert.Equal(["GET /v2/"], registry.Requests);
    }

    [Fact]
    public async Task IsRefusedWhereThereTurnsOutToBeNone()
    {
        (registry.Challenge, registry.Authorization) = ("Basic realm=\"x\"", Basic);
        var check = Connect((_, _) => throw new InvalidOperationException("It asked for another.")).Check(Token);
        await WasAsked();

        coming.SetResult(null);

        Assert.Equal(RegistryFault.Unauthorized, (await Assert.ThrowsAsync<RegistryException>(() => check)).Fault);
        Assert.Equal(["GET /v2/"], registry.Requests);
    }

    [Fact]
    public async Task RenewsOneThatIsRejected()
    {
        (registry.Challenge, registry.Authorization) = ("Basic realm=\"x\"", Basic);
        var rejected = new List<RegistryCredential>();
        var client = Connect(
            (old, _) =>
            {
                rejected.Add(old);
                return Task.FromResult<RegistryCredential?>(Credential);
            }
        );
        var check = client.Check(Token);
        await WasAsked();

        coming.SetResult(Old);
        await check;

        Assert.Equal([Old], rejected);
        Assert.Equal(Credential, client.Credential);
        Assert.Equal($"GET /v2/ [{Basic}]", registry.Requests[^1]);
    }

    [Fact]
    public async Task EndsWhenItIsCancelled()
    {
        (registry.Challenge, registry.Authorization) = ("Basic realm=\"x\"", Basic);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var check = Connect().Check(stop.Token);
        await WasAsked();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check.WaitAsync(TimeSpan.FromMinutes(1), Token));
    }

    [Fact]
    public async Task HasNoneMeanwhile()
    {
        var client = Connect();
        await client.Check(Token);

        Assert.Null(client.Credential);
        Assert.False(client.HasProvedCredential);
    }

    private RegistryClient Connect(CredentialRenewal? renewal = null) => clients.Connect(registry.Host, coming.Task, null, renewal);

    private async Task WasAsked()
    {
        while (registry.Requests.Length == 0)
        {
            await Task.Delay(10, Token);
        }

        // What it would do without waiting, it has done by then.
        await Task.Delay(100, Token);
    }
}
