using NSubstitute;
using Stevedore.Credentials;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Stevedore.Registries.Plain;
using Stevedore.Shipping;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Registries;
using Xunit;

namespace Stevedore.Tests.Shipping;

public sealed class LoggingInToARegistry : IDisposable
{
    private static readonly RegistryCredential Credential = new("me", new("pass:word", new()), "a test");
    private readonly StubRegistry registry = new() { Challenge = "Basic realm=\"x\"" };
    private readonly RegistryClients clients = new();
    private readonly CleanUp cleanUp = new();
    private readonly Slow kind = new();

    public LoggingInToARegistry() => registry.Authorization = $"Basic {Convert.ToBase64String("me:pass:word"u8)}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        clients.Dispose();
        cleanUp.Dispose();
        registry.Dispose();
    }

    [Fact]
    public async Task AsksItWhileTheCredentialIsFetched()
    {
        var login = LogIn();
        await WasAsked();
        Assert.False(login.IsCompleted);

        kind.Credential.SetResult(Credential);

        Assert.Equal(Credential, (await login).Client.Credential);
        Assert.Equal(["GET /v2/", $"GET /v2/ [{registry.Authorization}]"], registry.Requests);
    }

    [Fact]
    public async Task SaysWhyThereIsNoCredentialAndAsksNoMore()
    {
        registry.Answers.Enqueue((503, "", [("Retry-After", "1")]));
        var login = LogIn();
        await WasAsked();

        kind.Credential.SetException(new StevedoreException("Cannot log in", "there is no credential", "None."));

        Assert.Equal("there is no credential", (await Assert.ThrowsAsync<StevedoreException>(() => login)).Why);
        await Task.Delay(TimeSpan.FromSeconds(2), Token);
        Assert.Equal(["GET /v2/"], registry.Requests);
    }

    [Fact]
    public async Task SaysWhichCredentialIsRefused()
    {
        kind.Credential.SetResult(Credential with { Password = new("other", new()) });

        var fault = await Assert.ThrowsAsync<RegistryException>(LogIn);

        Assert.Contains("does not accept the user 'me' from a test", fault.Message, StringComparison.Ordinal);
    }

    private Task<RegistryLogin> LogIn()
    {
        var docker = new DockerConfigCredentials(new UserDockerConfig(), Substitute.For<ICredentialHelper>(), new Redactor());
        var plan = new PlanCase(
            $$"""{ "images": { "web": {} }, "registries": { "lan": { "type": "registry", "host": "{{registry.Host}}" } } }"""
        )
        {
            Dockerfiles = { ["web"] = "FROM scratch\n" },
        }.Plan();
        return new KnownRegistries([kind], clients, docker, new(TimeProvider.System, () => TimeSpan.Zero), cleanUp).LogIn(
            plan.Registries[0]
        );
    }

    private async Task WasAsked()
    {
        while (registry.Requests.Length == 0)
        {
            await Task.Delay(10, Token);
        }
    }

    private sealed class Slow : IRegistry
    {
        public TaskCompletionSource<RegistryCredential?> Credential { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Type SettingsType => typeof(PlainRegistrySettings);

        public Task<RegistryCredential?> LogIn(RegistryPlan registry, CancellationToken cancellation) => Credential.Task;
    }
}
