using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

public sealed class FailingAtARegistry(LabFixture lab)
{
    [Fact]
    public async Task SaysThatItDoesNotAnswer()
    {
        using var repository = SampleRepository.WithOneImage(
            """ "registries": { "lan": { "type": "registry", "host": "127.0.0.1:9" } }, """
        );

        var result = await new BuildHost(lab, repository).Run("--target=Ship");

        result.FailsWith(
            "Cannot reach the registry 127.0.0.1:9: nothing listens there (Connection refused). Check the host and the port in the settings, and that the registry runs."
        );
        Assert.Empty(repository.Outputs);
    }

    [Fact]
    public async Task SaysThatItsNameIsNotKnown()
    {
        using var repository = SampleRepository.WithOneImage(
            """ "registries": { "ecr": { "type": "ecr", "account": "999999999999" } }, """
        );

        var result = await new BuildHost(lab, repository).Run("--target=Ship");

        Assert.StartsWith("Cannot reach the registry 999999999999.dkr.ecr.eu-central-1.amazonaws.com: ", result.Message);
        Assert.EndsWith(" Check the host's name in the settings, and name resolution.", result.Message);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task SaysThatThePasswordIsWrong()
    {
        using var repository = SampleRepository.WithOneImage(
            $$"""
            "registries": { "lan": { "type": "registry", "host": "{{SampleRepository.Host}}",
                                     "credentials": { "environment": { "username": "LAN_USER", "password": "LAN_PASSWORD" } } } },
            """
        );

        var result = await new BuildHost(lab, repository)
            .With("LAN_USER", "AWS")
            .With("LAN_PASSWORD", "s3cret-and-wrong")
            .Run("--target=Ship");

        result.FailsWith(
            $"Cannot log in to {SampleRepository.Host}: it does not accept the variables LAN_USER and LAN_PASSWORD: "
                + "the registry answered 401 Unauthorized (authentication required). Correct the two variables."
        );
        Assert.DoesNotContain("s3cret", result.StandardOutput + result.StandardError);
        Assert.Empty(repository.Outputs);
    }
}
