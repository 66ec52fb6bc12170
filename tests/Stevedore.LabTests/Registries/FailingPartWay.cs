using Stevedore.LabTests.Shipping;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Registries;

public sealed class FailingPartWay(LabFixture lab) : IDisposable
{
    private readonly SampleRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task SaysWhatLandedWhereAndTheNextRunCompletesIt()
    {
        repository
            .Settings(
                EveryRegistry.Settings(repository, lab, """{ "environment": { "username": "HUB_USER", "password": "HUB_PASSWORD" } }""")
            )
            .Dockerfile("web", $"LABEL repository={repository.Name}")
            .CommitAll();
        var host = new BuildHost(lab, repository);

        var failed = await host.With("HUB_USER", "acme-readonly").With("HUB_PASSWORD", "hubreadonly").Run("--target=Ship");

        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("\nWhat the registries hold of this commit:\n", failed.Message, StringComparison.Ordinal);
        Assert.Contains($"\n  docker.io/acme/{repository.Name}-web:{repository.Tag}: nothing\n", failed.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "\nRun again: what is there is kept, and copied to where it is missing without building it again.",
            failed.Message,
            StringComparison.Ordinal
        );

        var docker = RecordedDocker.Failing(repository);
        var completed = (await docker.In(host.With("HUB_USER", "acme").With("HUB_PASSWORD", "hubtoken")).Run("--target=Ship")).Succeeds();

        Assert.Contains(
            $"to docker.io/acme/{repository.Name}-web.",
            completed.StandardOutput + completed.StandardError,
            StringComparison.Ordinal
        );
        var digests = new List<string>();
        foreach (var registry in EveryRegistry.Of(repository, lab))
        {
            digests.Add(await registry.Digest(lab, repository.Tag));
        }

        Assert.Single(digests.Distinct());
        Assert.DoesNotContain(docker.Calls, call => call.Contains("bake", StringComparison.Ordinal));
    }
}
