using Stevedore.Ecs.Sources;
using Stevedore.Images;
using Stevedore.Registries.Ecr;
using Stevedore.Settings;
using Stevedore.Tests.Shipping;
using Xunit;

namespace Stevedore.Tests.Ecs;

/// <summary>Tags mark what runs and what ran before, so that lifecycle rules spare them.</summary>
public sealed class KeepingTheWayBack : IDisposable
{
    private static readonly string[] Commits = [.. "45678".Select(digit => new string(digit, 40))];
    private readonly DeployCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void MarksWhatRunsAndThreeThatRanBefore()
    {
        string[] digests = [.. Commits.Select(Deploy)];

        AreMarked("deployed", digests[4], digests[3], digests[2], digests[1]);
    }

    [Fact]
    public void MarksByEnvironment()
    {
        given.Deploying(others: """, "environments": { "prod": { "deploy": { "cluster": "shop" } } }""");
        given.Variables["STEVEDORE_ENVIRONMENT"] = "prod";
        string[] digests = [.. Commits.Take(3).Select(Deploy)];

        AreMarked("deployed-prod", digests[2], digests[1], digests[0], given.EarlierDigest);
        AreMarked("deployed", null, null, null, null);
    }

    [Fact]
    public void MarksWhatWasGoneBackTo()
    {
        string[] digests = [.. Commits.Take(3).Select(Deploy)];

        Assert.Equal(0, given.RollBack());
        AreMarked("deployed", digests[1], digests[2], digests[0], given.EarlierDigest);
    }

    [Fact]
    public void MarksWithThePrefixOfTheImagesTags()
    {
        given.Deploying(image: """, "tagPrefix": "web-" """);
        var digest = Deploy(Commits[0]);

        AreMarked("web-deployed", digest, given.EarlierDigest, null, null);
    }

    [Fact]
    public void MarksEachOfSeveralServices()
    {
        given.Worker();
        var digest = Deploy(Commits[0]);

        AreMarked("deployed-web", digest, given.EarlierDigest, null, null);
        AreMarked("deployed-worker", digest, given.EarlierDigest, null, null);
        AreMarked("deployed", null, null, null, null);
    }

    [Fact]
    public void MarksEachImageOfARepositoryByItsOwnContainer()
    {
        var worker = PublishedCase.Image(given.Registry, "web", Commits[0], tag: "worker-1");
        given
            .Ecs.Cluster("shop")
            .Service("two", StubDefinitions.Body("two", ("web", given.EarlierImage), ("worker", given.EarlierImage)), desired: 1);
        given.Settings(
            $$"""
            {
              "images": {
                "web": { "container": "web", "repository": "web", "tagPrefix": "web-" },
                "worker": { "container": "worker", "repository": "web", "tagPrefix": "worker-" }
              },
              "registries": { "lan": { "type": "registry", "host": "{{given.Registry.Host}}" } },
              "deploy": { "cluster": "shop", "region": "eu-central-1", "services": ["two"] }
            }
            """
        );
        given.Clock.Advance(TimeSpan.FromMinutes(5));
        var image = $"{given.Registry.Host}/web:worker-1@{worker}";

        Assert.Equal(0, given.Deploy(new(new()) { Images = $"web={given.Image},worker={image}" }));
        AreMarked("web-deployed", given.Digest, given.EarlierDigest, null, null);
        AreMarked("worker-deployed", worker, given.EarlierDigest, null, null);

        Assert.Equal(0, given.RollBack());
        AreMarked("web-deployed", given.EarlierDigest, given.Digest, null, null);
        AreMarked("worker-deployed", given.EarlierDigest, worker, null, null);
    }

    [Fact]
    public void MarksNothingInARegistryOfSomebodyElse()
    {
        using var foreign = new Registries.StubRegistry();
        var digest = PublishedCase.Image(foreign, "web", Commits[0], tag: "v1");
        given.Service.Primary.Definition.Body["containerDefinitions"]!
            .AsArray()
            .Add(
                new System.Text.Json.Nodes.JsonObject
                {
                    ["name"] = "sidecar",
                    ["image"] = $"{foreign.Host}/web:v1@{digest}",
                    ["essential"] = false,
                }
            );
        Deploy(Commits[1]);

        Assert.Equal(0, given.RollBack());
        Assert.DoesNotContain(foreign.Requests, request => request.StartsWith("PUT", StringComparison.Ordinal));
        AreMarked("deployed", given.EarlierDigest, given.Ship(Commits[1]), null, null);
    }

    [Theory]
    [InlineData("111122223333.dkr.ecr.eu-west-1.amazonaws.com", true)]
    [InlineData("444455556666.dkr.ecr.eu-west-1.amazonaws.com", true)]
    [InlineData("111122223333.dkr.ecr.eu-central-1.amazonaws.com", false)]
    [InlineData("ghcr.io", false)]
    public void WritesToRegistriesOfTheSettingsAloneThoughTheirAccountIsLeftOpen(string host, bool isOurs)
    {
        StevedoreSettings settings = new() { Registries = new() { ["aws"] = new EcrSettings { Region = "eu-west-1" } } };

        ReleaseRegistries registries = new(settings, null!, [new EcrKind()]);

        Assert.Equal((isOurs, false), (registries.IsNamed(host), registries.IsNamed(host, isCertain: true)));
    }

    [Fact]
    public void SaysSoWhereThereAreNoSettingsToMarkBy()
    {
        given.Settings("{}");

        Assert.Equal(0, given.Deploy(new(new("shop", "web"))));
        Assert.Equal(
            "web: nothing marks in REGISTRY/web that container 'web' runs sha256:NEW: there are no settings with its image. "
                + "Lifecycle rules have to spare it; Stevedore marks it where stevedore.json has images.",
            given.Lines[^1]
        );
    }

    [Fact]
    public void MarksNothingThatDoesNotRun()
    {
        var first = Deploy(Commits[0]);
        given.Ship(Commits[1]);
        given.Service.Next = Script.BreakerRollback();

        Assert.Equal(1, given.Deploy());
        AreMarked("deployed", first, given.EarlierDigest, null, null);
    }

    [Fact]
    public void MarksTheSameOnce()
    {
        var first = Deploy(Commits[0]);
        Assert.Equal(0, given.Deploy(new(new()) { Force = true }));

        AreMarked("deployed", first, given.EarlierDigest, null, null);
    }

    [Fact]
    public void DeploysWhereTheRegistryRefusesTheMark()
    {
        given.Registry.Lie = (method, path) =>
            method == "PUT" ? (403, """{"errors":[{"code":"DENIED","message":"tags are immutable"}]}"""u8.ToArray(), []) : null;

        Assert.Equal(0, given.Deploy());
        Assert.StartsWith("REGISTRY/web:deployed could not be set to what runs: ", given.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void GivesUpWhereTheRegistryIsSilent()
    {
        using var released = new ManualResetEventSlim();
        given.Registry.Lie = (_, path) =>
        {
            if (path.EndsWith("/deployed", StringComparison.Ordinal))
            {
                released.Wait(TimeSpan.FromSeconds(20));
            }

            return null;
        };
        var begun = System.Diagnostics.Stopwatch.StartNew();

        Assert.Equal(0, given.Deploy());

        released.Set();
        Assert.Equal(
            "REGISTRY/web:deployed could not be set to what runs: REGISTRY did not answer within 30 s. Let this user push there.",
            given.Lines[^1]
        );
        Assert.True(begun.Elapsed < TimeSpan.FromSeconds(15), begun.Elapsed.ToString());
    }

    private string Deploy(string commit)
    {
        var digest = given.Ship(commit);
        Assert.Equal(0, given.Deploy());
        return digest;
    }

    private void AreMarked(string mark, params string?[] digests)
    {
        string[] names = [mark, $"{mark}-1", $"{mark}-2", $"{mark}-3"];
        Assert.Equal<IEnumerable<string?>>(
            digests,
            names.Select(name =>
                given.Registry.Manifests.TryGetValue($"web/{name}", out var manifest) ? Digest.Of(manifest.Content).Value : null
            )
        );
    }
}
