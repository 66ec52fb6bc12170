using Cake.Core;
using Cake.Docker;
using Xunit;

namespace Stevedore.Tests.Compat.CakeDocker;

/// <summary>How <c>docker login</c> is given its password.</summary>
public sealed class LoggingIn
{
    private readonly DockerFixture _fixture = new();

    [Fact]
    public void TakesThePasswordFromStandardInput()
    {
        var settings = new DockerRegistryLoginSettings
        {
            Username = "AWS",
            PasswordStdin = true,
            SetupProcessSettings = process => process.StandardInput = "hunter2",
        };

        _fixture.Context.DockerLogin(settings, "123456789012.dkr.ecr.eu-west-1.amazonaws.com");

        var process = _fixture.Processes.Only;
        Assert.Equal("login --password-stdin --username \"AWS\" 123456789012.dkr.ecr.eu-west-1.amazonaws.com", process.Arguments);
        Assert.DoesNotContain("hunter2", process.Arguments, StringComparison.Ordinal);
        Assert.Equal("hunter2", process.StandardInput);
    }

    [Fact]
    public void ShowsNoPasswordInALog()
    {
        _fixture.Context.DockerLogin(new DockerRegistryLoginSettings { Username = "me", Password = "hunter2" });

        var process = _fixture.Processes.Only;
        Assert.Equal("login --password \"hunter2\" --username \"me\"", process.Arguments);
        Assert.Equal("login --password \"[REDACTED]\" --username \"me\"", process.ArgumentsInLog);
    }

    [Fact]
    public void FailsWithTheExitCode()
    {
        _fixture.Processes.Answer = new() { Code = 1 };

        var error = Assert.Throws<CakeException>(() => _fixture.Context.DockerLogin(new DockerRegistryLoginSettings()));

        Assert.Equal("Docker: Process returned an error (exit code 1).", error.Message);
    }

    [Fact]
    public void RefusesMissingSettings()
    {
        Assert.Throws<ArgumentNullException>(() => _fixture.Context.DockerLogin(null!));
    }
}
