using Stevedore.Images;
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
