using NSubstitute;
using Stevedore.Credentials;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Stevedore.Registries.Plain;
using Stevedore.Shipping;
using Stevedore.Tests.Planning;

namespace Stevedore.Tests.Shipping;

/// <summary>A login to a registry on this machine, whose credential comes when a test gives it.</summary>
internal sealed class LoginCase(string host) : IDisposable
{
    public static readonly RegistryCredential User = new("me", new("pass:word", new()), "the variables A and B");

    /// <summary>How <see cref="User"/> goes to a registry.</summary>
    public static readonly string Basic = $"Basic {Convert.ToBase64String("me:pass:word"u8)}";

    private readonly RegistryClients clients = new();
    private readonly CleanUp cleanUp = new();
    private readonly Kind kind = new();

    public TaskCompletionSource<RegistryCredential?> Credential => kind.Credential;

    /// <summary>How often another credential was asked for.</summary>
    public int Renewals => kind.Renewals;

    public Task<RegistryLogin> LogIn()
    {
        var docker = new DockerConfigCredentials(new UserDockerConfig(), Substitute.For<ICredentialHelper>(), new Redactor());
        var plan = new PlanCase(
            $$"""
            {
              "images": { "web": {} },
              "registries": {
                "lan": { "type": "registry", "host": "{{host}}", "credentials": { "environment": { "username": "A", "password": "B" } } }
              }
            }
            """
        )
        {
            Dockerfiles = { ["web"] = "FROM scratch\n" },
        }.Plan();
        return new KnownRegistries([kind], clients, docker, new(TimeProvider.System, () => TimeSpan.Zero), cleanUp).LogIn(
            plan.Registries[0]
        );
    }

    /// <summary>How a login fails with <see cref="User"/>, or with none.</summary>
    public async Task<RegistryException> Fault(bool isAnonymous = false)
    {
        Credential.SetResult(isAnonymous ? null : User);
        return await Xunit.Assert.ThrowsAsync<RegistryException>(LogIn);
    }

    public void Dispose()
    {
        clients.Dispose();
        cleanUp.Dispose();
    }

    private sealed class Kind : IRegistry
    {
        public TaskCompletionSource<RegistryCredential?> Credential { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Renewals { get; private set; }

        public Type SettingsType => typeof(PlainRegistrySettings);

        public Task<RegistryCredential?> LogIn(RegistryPlan registry, CancellationToken cancellation) => Credential.Task;

        public Task<RegistryCredential?> Renew(RegistryPlan registry, CancellationToken cancellation)
        {
            Renewals++;
            return Credential.Task;
        }
    }
}
