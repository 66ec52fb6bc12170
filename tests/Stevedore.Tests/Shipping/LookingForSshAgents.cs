using Cake.Core;
using NSubstitute;
using Stevedore.Shipping;
using Stevedore.Tests.Planning;
using Xunit;

namespace Stevedore.Tests.Shipping;

public sealed class LookingForSshAgents : IDisposable
{
    private const string Fix = "Start one with `eval $(ssh-agent) && ssh-add`, or name a key: set images.web.ssh to [\"default=<file>\"].";

    private readonly TemporaryFolder folder = new();
    private readonly ICakeEnvironment environment = Substitute.For<ICakeEnvironment>();

    public LookingForSshAgents() => environment.WorkingDirectory.Returns(new Cake.Core.IO.DirectoryPath(folder.Path));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TakesTheOneOfTheUser()
    {
        File.WriteAllText(folder.File("agent"), "");
        environment.GetEnvironmentVariable("SSH_AUTH_SOCK").Returns(folder.File("agent"));

        Check("default");
    }

    [Fact]
    public void TakesAKeyOfTheRepository()
    {
        File.WriteAllText(folder.File("key"), "");

        Check("default=key");
    }

    [Fact]
    public void SaysThatThereIsNone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "buildx has a pipe to fall back on.");
        environment.GetEnvironmentVariable("SSH_AUTH_SOCK").Returns(null as string);

        Assert.Equal($"Cannot build web: its ssh 'default' is the agent of SSH_AUTH_SOCK, which is not set. {Fix}", Fault("default"));
    }

    [Fact]
    public void SaysThatItsSocketIsNotThere()
    {
        environment.GetEnvironmentVariable("SSH_AUTH_SOCK").Returns("/nowhere/agent");

        Assert.Equal(
            $"Cannot build web: its ssh 'default' is the agent of SSH_AUTH_SOCK, and there is no such socket as /nowhere/agent. {Fix}",
            Fault("default")
        );
    }

    [Fact]
    public void SaysWhichKeyIsNotThere() =>
        Assert.Equal(
            "Cannot build web: its ssh 'default=keys/deploy' names keys/deploy, and there is no such file. "
                + "Correct images.web.ssh; paths are relative to the repository.",
            Fault("default=keys/deploy")
        );

    private string Fault(string ssh) => Assert.Throws<StevedoreException>(() => Check(ssh)).Message;

    private void Check(string ssh) =>
        SshForwarding.Check(
            new PlanCase(
                $$"""{ "images": { "web": { "ssh": ["{{ssh}}"] } }, "registries": { "lan": { "type": "registry", "host": "lan" } } }"""
            )
                .Plan()
                .Images,
            environment
        );
}
