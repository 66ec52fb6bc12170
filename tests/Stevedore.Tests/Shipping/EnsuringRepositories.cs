using System.Collections.Concurrent;
using NSubstitute;
using Stevedore.Credentials;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.Plain;
using Stevedore.Shipping;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Source;
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

    private static readonly ImageReference Cache = new("127.0.0.1:5000", RepositoryName.Parse("cache"));
    private readonly Recording kind = new();
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
        var ensured = await Ensure(Shared.Plan());

        Assert.Equal(["Created the repository 127.0.0.1:5000/shop."], told);
        Assert.Equal(["web-latest", "api-latest"], Assert.Single(kind.Requests).MovingTags);
        Assert.All(ensured.Values, tags => Assert.True(Assert.Single(tags.Commit).IsImmutable));
    }

    [Fact]
    public async Task LetTheTagOfAChangedTreeBeOverwritten()
    {
        var ensured = await Ensure((Shared with { Source = SourceCases.Main with { IsDirty = true } }).Plan());

        Assert.All(ensured.Values, tags => Assert.False(Assert.Single(tags.Commit).IsImmutable));
    }

    [Fact]
    public async Task MakeOnceTheCacheThatImagesShareAndTellOfItOnce()
    {
        await EnsureCaches();

        Assert.Equal(["Created the repository 127.0.0.1:5000/cache."], told);
        var request = Assert.Single(kind.Requests);
        Assert.Equal((Cache, true), (request.Reference, request.IsCache));
    }

    [Fact]
    public async Task DoWithoutACacheThatCannotBeMade()
    {
        kind.Refusal = new($"Cannot create {Cache}", "it is forbidden", "Allow it.");

        await EnsureCaches();

        Assert.Equal(["Layers are not kept: Cannot create 127.0.0.1:5000/cache: it is forbidden."], told);
    }

    [Fact]
    public async Task TellSinceWhenEachRegistryHasAnImage()
    {
        var plan = new PlanCase(
            """
            {
              "images": { "web": {} },
              "registries": {
                "lan": { "type": "registry", "host": "127.0.0.1:5000" },
                "old": { "type": "registry", "host": "127.0.0.1:5001" },
                "shut": { "type": "registry", "host": "127.0.0.1:5002" },
                "mute": { "type": "registry", "host": "127.0.0.1:5003" }
              }
            }
            """
        ).Plan();
        DateTimeOffset lan = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);
        kind.Dates = new()
        {
            ["lan"] = lan,
            ["old"] = lan.AddYears(-1),
            ["mute"] = null,
        };

        var since = await Of(plan).Since(plan.Images[0].Destinations, Shipped.One);

        Assert.Equal(
            [("lan", lan), ("old", lan.AddYears(-1))],
            since.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Value))
        );
        Assert.Equal([$"Since when 127.0.0.1:5002/web@{Shipped.One} is there is not known: it is forbidden."], told);
    }

    private async Task<ImmutableDictionary<string, ExistingTags>> Ensure(ShipPlan plan) =>
        await Of(plan)
            .Ensure(
                plan.Images,
                plan.Images.ToImmutableDictionary(
                    image => image.Name.Value,
                    image => new ExistingTags([.. image.Destinations.Select(place => new ExistingTag(place, null, null))], [])
                )
            );

    private async Task EnsureCaches()
    {
        var plan = Shared.Plan();
        await Of(plan).EnsureCaches(plan.Images.Select(image => image with { CacheRepository = new("lan", Cache) }));
    }

    private Repositories Of(ShipPlan plan)
    {
        var docker = new DockerConfigCredentials(new UserDockerConfig(), Substitute.For<ICredentialHelper>(), new Redactor());
        var registries = new KnownRegistries([kind], clients, docker, new(TimeProvider.System, () => TimeSpan.Zero), cleanUp);
        return new(plan, registries, told.Add, TestContext.Current.CancellationToken);
    }

    private sealed class Recording : IRegistry
    {
        private readonly ConcurrentQueue<RepositoryRequest> requests = new();

        public IEnumerable<RepositoryRequest> Requests => requests;

        public StevedoreException? Refusal { get; set; }

        /// <summary>By the registry's name; one that is not named refuses to tell.</summary>
        public Dictionary<string, DateTimeOffset?> Dates { get; set; } = [];

        public Type SettingsType => typeof(PlainRegistrySettings);

        public Task<RegistryCredential?> LogIn(RegistryPlan registry, CancellationToken cancellation) =>
            Task.FromResult<RegistryCredential?>(null);

        public async Task<RepositoryState> Ensure(RegistryPlan registry, RepositoryRequest request, CancellationToken cancellation)
        {
            requests.Enqueue(request);
            await Task.Yield();
            return Refusal is null ? new(true, $"Created the repository {request.Reference}.") : throw Refusal;
        }

        public Task<DateTimeOffset?> PushedAt(
            RegistryPlan registry,
            ImageReference repository,
            Digest digest,
            CancellationToken cancellation
        ) =>
            Dates.TryGetValue(registry.Name, out var date)
                ? Task.FromResult(date)
                : throw new StevedoreException("Cannot look", "it is forbidden", "Allow it.");
    }
}
