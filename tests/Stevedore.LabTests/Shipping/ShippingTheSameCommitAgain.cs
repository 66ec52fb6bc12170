using System.Globalization;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

public sealed class ShippingTheSameCommitAgain(LabFixture lab) : IAsyncLifetime
{
    private readonly SampleRepository repository = SampleRepository.WithTwoImages();
    private readonly DateTimeOffset began = DateTimeOffset.UtcNow;
    private string[] firstOutputs = [];

    private string[] Outputs =>
        [repository.Output("imagedefinitions.json"), repository.Output("imageDetail.json"), repository.Output("release.json")];

    public async ValueTask InitializeAsync()
    {
        (await new BuildHost(lab, repository).Run("--target=Ship")).Succeeds();
        firstOutputs = Outputs;
    }

    public ValueTask DisposeAsync()
    {
        repository.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task BuildsNothingAndWritesTheSameFiles()
    {
        var docker = RecordedDocker.Failing(repository);

        var again = (await docker.In(new(lab, repository)).Run("--target=Ship")).Succeeds();

        Assert.Empty(docker.Calls);
        var since = FoundRelease.Since(Outputs[2]);
        Assert.Equal(2, since.Length);
        Assert.All(since, time => Assert.InRange(time, began.AddSeconds(-1), DateTimeOffset.UtcNow));
        Assert.Equal(
            since.Select(time =>
                string.Create(CultureInfo.InvariantCulture, $"  found, already shipped (there since {time:yyyy-MM-dd HH:mm:ss} UTC)")
            ),
            again.StandardOutput.Split('\n').Where(line => line.Contains("  found", StringComparison.Ordinal)).Select(Outcome)
        );
        Assert.Equal(firstOutputs[..2], Outputs[..2]);
        Assert.Equal(firstOutputs[2], FoundRelease.AsBuilt(Outputs[2]));
    }

    private static string Outcome(string line) => line[line.IndexOf("  found", StringComparison.Ordinal)..];

    [Fact]
    public async Task SetsMovingTagsThatAreMissing()
    {
        repository.Git("tag", "1.4.2");
        repository.Git("checkout", "--quiet", "-b", "other");
        repository.Git("checkout", "--quiet", "main");

        (await new BuildHost(lab, repository).Run("--target=Ship", "--tag=1.4.2")).Succeeds();

        Assert.Equal([repository.Tag, "latest", "v1"], await new LabRegistry(lab).Tags($"{repository.Name}/web"));
    }

    [Fact]
    public async Task RefusesToRebuildUnderATagThatCannotChange()
    {
        var digest = (await new LabRegistry(lab).Manifest($"{repository.Name}/base", repository.Tag))!.Digest;

        var rebuild = await new BuildHost(lab, repository).Run("--target=Ship", "--rebuild");

        rebuild.FailsWith(
            $"Cannot push {SampleRepository.Host}/{repository.Name}/base:{repository.Tag}: its repository has immutable tags, and it holds {digest}. "
                + "Commit again for a tag of its own, or put {base:8} into the tag so that a new base makes a new tag."
        );
    }
}
