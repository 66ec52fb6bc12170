using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

/// <summary>The target that ships to the lab, from a machine that is not in it.</summary>
public sealed class Rehearsing(LabFixture lab) : IDisposable
{
    private const string Foreign = "999999999999";

    private readonly SampleRepository repository = SampleRepository.WithOneImage(
        $$"""
        "registries": {
          "ecr": { "type": "ecr", "account": "{{Foreign}}", "region": "eu-central-1", "role": "arn:aws:iam::{{Foreign}}:role/push" },
          "lan-1": { "type": "registry", "host": "one.invalid:5000" },
          "lan1": { "type": "registry", "host": "two.invalid:5000" }
        },
        """
    );

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task ShipsToTheLabWhatIsMeantForAnotherAccount()
    {
        var result = (await Rehearse()).Succeeds();

        Assert.Equal(
            $$"""[{"name":"web","imageUri":"{{repository.Web}}:{{repository.Tag}}"}]""" + "\n",
            repository.Output("imagedefinitions.json")
        );
        Assert.Contains(repository.Tag, await new LabRegistry(lab).Tags($"{repository.Name}/web"));
        Assert.DoesNotContain(Foreign, repository.Output("release.json"), StringComparison.Ordinal);
        Assert.DoesNotContain($"{Foreign}.dkr.ecr", result.StandardOutput + result.StandardError, StringComparison.Ordinal);
        Assert.Contains("registries.lan1.host is ", result.StandardOutput, StringComparison.Ordinal);
        Assert.Empty(repository.PrivateConfigs);
    }

    [Fact]
    public async Task ShipsUncommittedChangesAsQuietlyAsAsked()
    {
        repository.Dockerfile("web", "LABEL changed=yes");

        var loud = (await Rehearse("--verbosity=diagnostic")).Succeeds();
        var quiet = (await Rehearse("--verbosity=quiet", "--rebuild")).Succeeds();

        Assert.Contains("Logged in to ", loud.StandardOutput, StringComparison.Ordinal);
        Assert.DoesNotContain("Logged in to ", quiet.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartsNothingThatReachesOutOfTheLab()
    {
        repository.Write("web/Dockerfile", "FROM base.invalid/base:1\n");

        var result = await Rehearse();

        Assert.Contains("the plan reaches what is not the lab's: base.invalid (", result.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain("Logged in to ", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysThatShipFailed()
    {
        repository.Dockerfile("web", "RUN exit 3");

        (await Rehearse()).FailsWith("The rehearsal failed: Ship ended with exit code 1. Its own message is above.");
    }

    private Task<HostResult> Rehearse(params string[] arguments) =>
        new BuildHost(lab, repository).RunOutside(["--target=Rehearse", $"--lab={lab.Script}", .. arguments]);
}
