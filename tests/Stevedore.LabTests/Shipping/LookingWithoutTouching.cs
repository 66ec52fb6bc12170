using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

/// <summary>Commands that only show something, without a network, an engine or anything of AWS.</summary>
public sealed class LookingWithoutTouching(LabFixture lab) : IDisposable
{
    private readonly SampleRepository repository = SampleRepository.WithTwoImages();

    public void Dispose() => repository.Dispose();

    [Theory]
    [InlineData("--target=ShipPlan")]
    [InlineData("--target=ShipPlan --json")]
    [InlineData("--target=Ship --dryrun")]
    [InlineData("--target=Ship --tree")]
    [InlineData("--tree")]
    [InlineData("--description")]
    public async Task StartsNoDockerAndNeedsNoNetwork(string command)
    {
        var docker = RecordedDocker.Failing(repository);
        var host = docker.In(new BuildHost(lab, repository) with { Prefix = ["unshare", "--net"] });

        var result = (await host.RunOutside(command.Split(' '))).Succeeds();

        Assert.NotEmpty(result.StandardOutput);
        Assert.Empty(docker.Calls);
        Assert.Empty(repository.PrivateConfigs);
        Assert.Empty(repository.Outputs);
    }

    [Fact]
    public async Task SaysWhatOnlyAwsKnows()
    {
        var plan = await new BuildHost(lab, repository).With("AWS_REGION", "eu-west-1").RunOutside("--target=ShipPlan");

        Assert.Contains(
            $"  push       <account>.dkr.ecr.eu-west-1.amazonaws.com/{repository.Name}/web:{repository.Tag}\n",
            plan.StandardOutput
        );
        Assert.Contains("  ecr  ecr  <account>.dkr.ecr.eu-west-1.amazonaws.com  asked at Ship", plan.StandardOutput);
    }
}
