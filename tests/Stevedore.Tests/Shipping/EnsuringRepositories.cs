using NSubstitute;
using Stevedore.Credentials;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.Plain;
using Stevedore.Shipping;
using Stevedore.Tests.Planning;
using Xunit;

namespace Stevedore.Tests.Shipping;

public sealed class EnsuringRepositories : IDisposable
{
    private static readonly PlanCase Shared = new(
        """
        {
          "images": {
            "web": { "repository": "shop", "tagPrefix": "web-" },
            "api": { "repository": "shop", "tagPrefix": "api-" }
          },
          "registries": { "lan": { "type": "registry", "host": "127.0.0.1:5000" } },
          "tags": ["{sha:8}", { "tag": "latest", "on": "branch:main" }],
          "deploy": { "cluster": "shop", "region": "eu-central-1", "services": ["web"] }
        }
        """
    )
    {
        Dockerfiles = { ["web"] = "FROM scratch\n", ["api"] = "FROM scratch\n" },
    };

    private readonly Counting kind = new();
    private readonly RegistryClients clients = new();
    private readonly CleanUp cleanUp = new();
    private readonly List<string> told = [];

    public void Dispose()
    {
        clients.Dispose();
        cleanUp.Dispose();
    }

    [Fact]
    public void AskForWhatAllImagesWantThatShareOne()
    {
        var plan = Shared.Plan();

        var request = RepositoryRequest.Of(plan, plan.Images[0].Destinations[0].Reference);

        Assert.Equal("127.0.0.1:5000/shop", $"{request.Reference}");
        Assert.Equal(["web-latest", "api-latest"], request.MovingTags);
        Assert.Equal(["web-latest", "api-latest"], request.SetTags);
        Assert.Equal(["web-deployed*", "api-deployed*"], request.Marks);
        Assert.True(request.IsMarked);
    }

    [Fact]
    public async Task EnsureOnceWhatImagesShareAndTellOfItOnce()
    {
        var plan = Shared.Plan();
        var docker = new DockerConfigCredentials(new UserDockerConfig(), Substitute.For<ICredentialHelper>(), new Redactor());
        var registries = new KnownRegistries([kind], clients, docker, new(TimeProvider.System, () => TimeSpan.Zero), cleanUp);
        var existing = plan.Images.ToImmutableDictionary(
            image => image.Name.Value,
            image => new ExistingTags([.. image.Destinations.Select(place => new ExistingTag(place, null, null))], [])
        );

        var ensured = await new Repositories(plan, registries, told.Add, TestContext.Current.CancellationToken).Ensure(
            plan.Images,
            existing
        );

        Assert.Equal(["Created the repository 127.0.0.1:5000/shop."], told);
        Assert.Equal(1, kind.Asked);
        Assert.All(ensured.Values, tags => Assert.True(Assert.Single(tags.Commit).IsImmutable));
    }

    private sealed class Counting : IRegistry
    {
        private int asked;

        public int Asked => asked;

        public Type SettingsType => typeof(PlainRegistrySettings);

        public Task<RegistryCredential?> LogIn(RegistryPlan registry, CancellationToken cancellation) =>
            Task.FromResult<RegistryCredential?>(null);

        public async Task<RepositoryState> Ensure(RegistryPlan registry, RepositoryRequest request, CancellationToken cancellation)
        {
            Interlocked.Increment(ref asked);
            await Task.Yield();
            return new(true, $"Created the repository {request.Reference}.");
        }
    }
}
