using Stevedore.LabTests.Engines;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

public sealed class FailingAtTheEngine(LabFixture lab) : IDisposable
{
    private readonly SampleRepository repository = SampleRepository.WithOneImage();

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task SaysThatItDoesNotRun()
    {
        var result = await new BuildHost(lab, repository).With("DOCKER_HOST", "unix:///nowhere/docker.sock").Run("--target=Ship");

        result.FailsWith(
            "Cannot build: the Docker engine does not answer (Cannot connect to the Docker daemon at unix:///nowhere/docker.sock. Is the docker daemon running). "
                + "Start Docker (`sudo systemctl start docker`, or Docker Desktop), or point DOCKER_HOST or a docker context at a running engine."
        );
        await ChangesNothing();
    }

    [Fact]
    public async Task SaysThatDockerIsNotInstalled()
    {
        var folder = Directory.CreateDirectory(Path.Combine(repository.Workspace, "bin")).FullName;
        File.CreateSymbolicLink(Path.Combine(folder, "git"), "/usr/bin/git");

        var result = await new BuildHost(lab, repository).With("PATH", folder).Run("--target=Ship");

        result.FailsWith(
            "Cannot build: docker is not installed, or not on the PATH. Install Docker with buildx: https://docs.docker.com/engine/install/."
        );
        await ChangesNothing();
    }

    [Fact]
    public async Task SaysThatDockerHasNoBuildx()
    {
        var folder = Directory.CreateDirectory(Path.Combine(repository.Workspace, "docker-config")).FullName;

        var result = await new BuildHost(lab, repository).With("DOCKER_CONFIG", folder).Run("--target=Ship");

        result.FailsWith(
            "Cannot build: docker has no buildx. Install the docker-buildx plugin: https://docs.docker.com/build/buildx/install/."
        );
        await ChangesNothing();
    }

    [DependsOnTheEngine]
    [Fact]
    public async Task SaysWhichPlatformTheBuilderLacks()
    {
        var result = await new BuildHost(lab, repository).Run("--target=Ship", "--platforms=linux/s390x,linux/amd64");

        result.FailsWith(
            "Cannot build linux/s390x with the builder 'default': it builds linux/amd64, linux/arm64. "
                + "Add emulation with `docker run --privileged --rm tonistiigi/binfmt --install s390x`, set builder.emulation to install, "
                + "or leave the platform out of the settings."
        );
        await ChangesNothing();
    }

    [Fact]
    public async Task SaysWhichBuilderIsNotThere()
    {
        var result = await new BuildHost(lab, repository).With("BUILDX_BUILDER", "mine").Run("--target=Ship");

        result.FailsWith(
            "Cannot use the builder 'mine' that BUILDX_BUILDER names: docker knows only default. "
                + "Create it with `docker buildx create --name mine`, or unset BUILDX_BUILDER."
        );
        await ChangesNothing();
    }

    [Fact]
    public async Task NeedsNoneThatAnswersWhereThereIsNothingToBuild()
    {
        (await new BuildHost(lab, repository).Run("--target=Ship")).Succeeds();
        Directory.Delete(Path.Combine(repository.Folder, "artifacts"), recursive: true);

        var result = await Hanging().Run("--target=Ship");

        result.Succeeds();
        Assert.Contains("found, already shipped", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysThatALoginFailsThoughDockerHangs()
    {
        var result = await Hanging().With("AWS_MAX_ATTEMPTS", "1").With("AWS_ENDPOINT_URL", "http://127.0.0.1:1").Run("--target=Ship");

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("builders", result.StandardError, StringComparison.Ordinal);
        Assert.Empty(repository.PrivateConfigs);
    }

    private BuildHost Hanging()
    {
        var folder = Directory.CreateDirectory(Path.Combine(repository.Workspace, "hanging")).FullName;
        var program = Path.Combine(folder, "docker");
        File.WriteAllText(program, "#!/bin/sh\nexec sleep 600\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new BuildHost(lab, repository).With("PATH", $"{folder}:/usr/bin:/bin");
    }

    private async Task ChangesNothing()
    {
        Assert.Empty(repository.Outputs);
        Assert.Empty(repository.PrivateConfigs);
        // By hand, which starts in a tenth of the time of the AWS command line.
        var repositories = await lab.Exec(
            "curl",
            "--silent",
            "--fail",
            "--header",
            "X-Amz-Target: AmazonEC2ContainerRegistry_V20150921.DescribeRepositories",
            "--header",
            "Content-Type: application/x-amz-json-1.1",
            "--header",
            "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/ecr/aws4_request, SignedHeaders=host, Signature=0",
            "--data",
            "{}",
            lab.Variables["AWS_ENDPOINT_URL"]
        );
        repositories.Succeeds();
        Assert.StartsWith("{\"repositories\":", repositories.StandardOutput.Replace(" ", "", StringComparison.Ordinal));
        Assert.DoesNotContain(repository.Name, repositories.StandardOutput);
    }
}
