using Stevedore.Registries.Distribution;
using Stevedore.Tests.Registries;
using Xunit;

namespace Stevedore.Tests.Shipping;

public sealed class LoggingInToARegistry : IDisposable
{
    private readonly StubRegistry registry = new() { Challenge = "Basic realm=\"x\"", Authorization = LoginCase.Basic };
    private readonly LoginCase given;

    public LoggingInToARegistry() => given = new(registry.Host);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        given.Dispose();
        registry.Dispose();
    }

    [Fact]
    public async Task AsksItWhileTheCredentialIsFetched()
    {
        var login = given.LogIn();
        await WasAsked();
        Assert.False(login.IsCompleted);

        given.Credential.SetResult(LoginCase.User);

        Assert.Equal(LoginCase.User, (await login).Client.Credential);
        Assert.Equal(["GET /v2/", $"GET /v2/ [{registry.Authorization}]"], registry.Requests);
    }

    [Fact]
    public async Task SaysWhyThereIsNoCredentialAndAsksNoMore()
    {
        registry.Answers.Enqueue((503, "", [("Retry-After", "1")]));
        var login = given.LogIn();
        await WasAsked();

        given.Credential.SetException(new StevedoreException("Cannot log in", "there is no credential", "None."));

        Assert.Equal("there is no credential", (await Assert.ThrowsAsync<StevedoreException>(() => login)).Why);
        await Task.Delay(TimeSpan.FromSeconds(2), Token);
        Assert.Equal(["GET /v2/"], registry.Requests);
    }

    [Fact]
    public async Task SaysWhichCredentialIsRefused()
    {
        given.Credential.SetResult(LoginCase.User with { Password = new("other", new()) });

        var fault = await Assert.ThrowsAsync<RegistryException>(given.LogIn);

        Assert.Contains("does not accept the user 'me' from the variables A and B", fault.Message, StringComparison.Ordinal);
    }

    private async Task WasAsked()
    {
        while (registry.Requests.Length == 0)
        {
            await Task.Delay(10, Token);
        }
    }
}
