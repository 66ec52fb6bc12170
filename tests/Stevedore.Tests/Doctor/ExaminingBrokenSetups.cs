using System.Text.Json;
using Stevedore.Runs;
using Stevedore.Tests.Shipping;
using Xunit;

namespace Stevedore.Tests.Doctor;

/// <summary>The target as a process of its own: what it says of a repository, a machine and a registry that something is wrong with.</summary>
public sealed class ExaminingBrokenSetups : IDisposable
{
    private readonly ShipCase ship = new();

    public void Dispose() => ship.Dispose();

    [Fact]
    public async Task FindsNoFaultWhereNoneIs()
    {
        var run = await ship.Run("--target=Doctor");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.DoesNotContain("FAULT", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nok", run.Output, StringComparison.Ordinal);
        Assert.Contains("  builder        'default': it is docker's current builder", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangesNothing()
    {
        await ship.Run("--target=Doctor");

        Assert.Empty(ship.Names());
        Assert.Empty(ship.Repository.Read()!.DirtyFiles);
        Assert.Empty(Directory.GetDirectories(ship.Temporary, "stevedore-*"));
    }

    [Fact]
    public async Task IsJson()
    {
        ship.Repository.Write("Dockerfile", "FROM scratch\nLABEL a=b\n");

        var run = await ship.Run("--target=Doctor", "--json");

        using var findings = JsonDocument.Parse(run.Output);
        Assert.Contains(
            findings.RootElement.EnumerateArray(),
            finding => finding.GetProperty("subject").GetString() == "builder" && finding.GetProperty("level").GetString() == "fine"
        );
    }

    [Fact]
    public async Task NamesEveryFaultOfTheSettings()
    {
        ship.Settings("""{ "imags": {}, "platforms": ["linux/x"] }""");

        await Finds("settings", "Cannot use stevedore.json: it has", "line 1: imags: unknown key; did you mean 'images'?");
    }

    [Fact]
    public async Task MissesADockerfile()
    {
        File.Delete(Path.Combine(ship.Repository.Folder, "Dockerfile"));

        await Finds("plan", "there is no such file in .", "Correct the paths; they are relative to the repository.");
    }

    [Fact]
    public async Task MissesACommit()
    {
        Directory.Delete(Path.Combine(ship.Repository.Folder, ".git"), recursive: true);

        await Finds("plan", "", "--commit=<sha>");
    }

    [Fact]
    public async Task SeesThatTheRefMayNotPush()
    {
        ship.Settings(
            """{ "images": { "web": {} }, "push": ["tag:*"], "registries": { "lan": { "type": "registry", "host": "HOST" } } }"""
        );
        ship.Repository.Commit();

        await Finds("plan", "Cannot push: ", "push");
    }

    [Fact]
    public async Task MissesAnEngine()
    {
        WriteBeside(
            "builders",
            """{"Name":"default","Current":true,"Nodes":[],"Err":"Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"}"""
        );

        await Finds("builder", "the Docker engine does not answer", "Start Docker (`sudo systemctl start docker`");
    }

    [Fact]
    public async Task MissesAPlatform()
    {
        ship.Settings(
            """{ "platforms": ["linux/mips64le"], "images": { "web": {} }, "registries": { "lan": { "type": "registry", "host": "HOST" } } }"""
        );

        await Finds(
            "builder",
            "Cannot build linux/mips64le with the builder 'default'",
            "Add emulation with `docker run --privileged --rm tonistiigi/binfmt --install mips64le`"
        );
    }

    [Fact]
    public async Task MissesACredentialStore()
    {
        WriteBeside("home/.docker/config.json", """{ "credsStore": "nowhere" }""");

        var run = await ship.Run("--target=Doctor");

        Assert.Contains("warning  docker config  ", run.Output, StringComparison.Ordinal);
        Assert.Contains("docker-credential-nowhere is not on the PATH", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task CannotReadDockersConfig()
    {
        WriteBeside("home/.docker/config.json", "no JSON");

        await Finds("docker config", "config.json", "");
    }

    [Fact]
    public async Task IsRefusedByARegistry()
    {
        (ship.Registry.Challenge, ship.Registry.Authorization) = ("Basic realm=\"lan\"", "Basic other");

        await Finds("registry lan", "", "");
    }

    [Fact]
    public async Task MissesASecretOfABuild()
    {
        ship.Settings(
            """{ "images": { "web": { "secrets": { "npm": "env:NPM_TOKEN_OF_NOBODY" } } }, "registries": { "lan": { "type": "registry", "host": "HOST" } } }"""
        );

        await Finds("secrets", "which is not set", "Set NPM_TOKEN_OF_NOBODY");
    }

    [Fact]
    public async Task CannotUseTheOutputFolder()
    {
        ship.Repository.Write("artifacts/release.json", "{}\n").Commit();

        await Finds("outputs", "artifacts", "");
    }

    [Fact]
    public async Task SeesAnSdkThatCannotRestoreTheTool()
    {
        ship.Repository.Write(".config/dotnet-tools.json", "{}\n").Write("global.json", """{ "sdk": { "version": "8.0.400" } }""").Commit();

        await Finds(
            "sdk",
            "global.json pins the .NET SDK 8.0.400, and .config/dotnet-tools.json needs 10",
            "Move the tool manifest to build/"
        );
    }

    [Fact]
    public async Task MissesDocker()
    {
        File.Delete(ship.Beside("bin/docker"));
        foreach (var program in (string[])["git", "dotnet"])
        {
            File.CreateSymbolicLink(ship.Beside($"bin/{program}"), ProgramPath.Find(Environment.GetEnvironmentVariable("PATH"), program)!);
        }

        ship.Variables["PATH"] = ship.Beside("bin");

        await Finds("builder", "docker is not installed, or not on the PATH", "Install Docker with buildx");
    }

    [Fact]
    public async Task MissesBuildx()
    {
        WriteBeside("bin/docker", "#!/bin/sh\necho \"docker: 'buildx' is not a docker command.\" >&2\nexit 1\n");

        await Finds("builder", "docker has no buildx", "Install the docker-buildx plugin");
    }

    [Fact]
    public async Task HasABuildxThatIsTooOld()
    {
        WriteBeside("buildx", "v0.12.1");

        await Finds("buildx", "version v0.12.1, older than 0.13", "Update the docker-buildx plugin");
    }

    [Fact]
    public async Task MissesTheBuilderThatIsNamed()
    {
        ship.Variables["BUILDX_BUILDER"] = "nobodys";

        await Finds("builder", "Cannot use the builder 'nobodys' that BUILDX_BUILDER names", "or unset BUILDX_BUILDER");
    }

    [Fact]
    public async Task MissesPrivilegedModeInCodeBuild()
    {
        WriteBeside(
            "builders",
            """{"Name":"default","Current":true,"Nodes":[],"Err":"Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"}"""
        );
        ship.Variables["CODEBUILD_BUILD_ID"] = "project:1";

        await Finds("builder", "the Docker engine does not answer", "Turn on the project's privileged mode");
    }

    [Fact]
    public async Task IsInACheckoutOfAnotherUser()
    {
        ship.Variables["GIT_TEST_ASSUME_DIFFERENT_OWNER"] = "1";

        await Finds("plan", "the repository belongs to another user", "git config --global --add safe.directory");
    }

    [Fact]
    public async Task HasAClockOfItsOwn()
    {
        IsLate(TimeSpan.FromMinutes(30));

        var run = await Warns("clock", "30 minutes ahead of that of 127.0.0.1:", "clock: Set the clock");

        Assert.Equal(0, (await ship.Run("--target=Ship")).ExitCode);
        Assert.DoesNotContain("FAULT", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignsWithAClockOfItsOwn()
    {
        using var aws = Denied("""{ "type": "ecr" }, "lan": { "type": "registry", "host": "HOST" }""");
        IsLate(TimeSpan.FromMinutes(-30));
        ship.Variables["AWS_DISABLE_CLOCK_SKEW_CORRECTION"] = "true";

        await Finds("clock", "30 minutes behind that of 127.0.0.1:", "or let it correct them");
    }

    [Fact]
    public async Task MissesTheHelperOfABase()
    {
        WriteBeside("home/.docker/config.json", """{ "credHelpers": { "base.example": "nowhere", "other.example": "nobody" } }""");
        ship.Repository.Write("Dockerfile", "FROM base.example/a:1 AS a\nFROM base.example/b:1\nCOPY --from=a /a /\n").Commit();

        await Finds(
            "docker config",
            "Cannot get the credentials of base.example from docker's config: ",
            "docker config: Install it, take credHelpers[\"base.example\"] out of docker's config"
        );
    }

    [Fact]
    public async Task MissesAHelperOfNoBase()
    {
        WriteBeside("home/.docker/config.json", """{ "credHelpers": { "other.example": "nobody" } }""");

        await Warns(
            "docker config",
            "credHelpers[\"other.example\"] names 'nobody', and docker-credential-nobody is not on the PATH",
            "docker config: Install it, or take credHelpers[\"other.example\"] out of docker's config."
        );
    }

    [Fact]
    public async Task CannotReachARegistry()
    {
        ship.Registry.Dispose();

        await Finds("registry lan", "Cannot reach the registry 127.0.0.1:", "");
    }

    [Theory]
    [InlineData("Dockerfile/out", "/Dockerfile is a file")]
    [InlineData("/proc/out", "/proc takes no files")]
    public async Task CannotWriteToTheOutputFolder(string folder, string says)
    {
        ship.Docker("echo yes >$work/baked");
        await Finds("outputs", says, "name another folder with --output", $"--output={folder}");

        Assert.Contains(
            "Cannot use the output folder ",
            (await ship.Run("--target=Ship", $"--output={folder}")).Errors,
            StringComparison.Ordinal
        );
        Assert.Equal("", ship.Read("baked"));
    }

    [Fact]
    public async Task MissesAFileOfABuild()
    {
        ship.Settings(
            """{ "images": { "web": { "secrets": { "npm": "file:nowhere" } } }, "registries": { "lan": { "type": "registry", "host": "HOST" } } }"""
        );

        await Finds("secrets", "its secret 'npm' comes from nowhere, and there is no such file", "Correct images.web.secrets.npm");
    }

    [Fact]
    public async Task MissesAnAgentOfSsh()
    {
        ship.Settings(
            """{ "images": { "web": { "ssh": ["default"] } }, "registries": { "lan": { "type": "registry", "host": "HOST" } } }"""
        );
        ship.Variables["SSH_AUTH_SOCK"] = "";

        await Finds("secrets", "its ssh 'default' is the agent of SSH_AUTH_SOCK, which is not set", "eval $(ssh-agent)");
    }

    [Fact]
    public async Task MissesABaseImage()
    {
        ship.Repository.Write("Dockerfile", $"FROM {ship.Registry.Host}/base:1\n").Commit();

        var run = await ship.Run("--target=Doctor");

        Assert.Contains(
            $"warning  base images    {ship.Registry.Host}/base:1 is not there; the build decides",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task HasNoRegion()
    {
        Ecr("""{ "type": "ecr" }""");
        ship.Variables["AWS_EC2_METADATA_DISABLED"] = "true";

        await Finds(
            "identity",
            "neither the settings, AWS_REGION, AWS_DEFAULT_REGION nor the AWS profile names a region",
            "Set AWS_REGION"
        );
    }

    [Fact]
    public async Task HasNoCredentials()
    {
        Ecr("""{ "type": "ecr", "region": "eu-central-1" }""");
        ship.Variables["AWS_EC2_METADATA_DISABLED"] = "true";

        await Finds("identity", "no AWS credentials were found", "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID");
    }

    [Fact]
    public async Task HasAProfileThatTheSdkCannotRead()
    {
        Ecr("""{ "type": "ecr", "region": "eu-central-1" }""");
        WriteBeside("home/.aws/config", "[default]\nlogin_session = arn:aws:iam::123456789012:user/u\nregion = eu-central-1\n");
        ship.Variables["AWS_EC2_METADATA_DISABLED"] = "true";

        await Finds(
            "identity",
            "`aws login`",
            "credential_process = aws configure export-credentials --profile <profile> --format process"
        );
    }

    [Fact]
    public async Task IsDeniedEverything()
    {
        using var aws = Denied("""{ "type": "ecr" }""");

        await Finds(
            "registry ecr",
            "May not ecr:BatchCheckLayerAvailability, ecr:GetDownloadUrlForLayer on 123456789012.dkr.ecr.eu-central-1.amazonaws.com/web",
            """{"Effect":"Allow","Action":["ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer"],"Resource":"arn:aws:ecr:eu-central-1:123456789012:repository/web"}"""
        );
        Assert.DoesNotContain(
            aws.Asked,
            name => !Array.Exists(["Get", "Describe", "Batch"], start => name.StartsWith(start, StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task HasARepositoryWhoseTagsDoNotMove()
    {
        using var aws = Denied("""{ "type": "ecr" } }, "tags": ["{sha:8}", "latest"], "definitions": { "registry": "ecr" """);
        aws.Answers["DescribeRepositories"] = """{"repositories":[{"repositoryName":"web","imageTagMutability":"IMMUTABLE"}]}""";

        await Finds(
            "registry ecr",
            "/web has immutable tags, and latest would move",
            "aws ecr put-image-tag-mutability --repository-name web"
        );
    }

    [Fact]
    public async Task MissesASecretOfARegistry()
    {
        ship.Settings(
            """{ "images": { "web": {} }, "registries": { "lan": { "type": "registry", "host": "HOST", "credentials": { "secretsManager": "lan" } } } }"""
        );
        using StubAws aws = new();
        Use(aws);

        await Finds(
            "registry lan",
            "Cannot read the secret 'lan' in eu-central-1: the role may not secretsmanager:GetSecretValue",
            """{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:eu-central-1:*:secret:lan-??????"}"""
        );
    }

    private void IsLate(TimeSpan theirs)
    {
        var date = DateTimeOffset.UtcNow.Add(-theirs).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        var pushed = ship.Registry.Lie;
        ship.Registry.Lie = (method, path) => path == "/v2/" ? (200, [], [("Date", date)]) : pushed?.Invoke(method, path);
    }

    private StubAws Denied(string registry)
    {
        Ecr(registry);
        StubAws aws = new();
        Use(aws);
        return aws;
    }

    private void Use(StubAws aws)
    {
        foreach (var (name, value) in aws.Variables)
        {
            ship.Variables[name] = value;
        }
    }

    private void Ecr(string registry) =>
        ship.Settings($$"""{ "platforms": ["linux/amd64"], "images": { "web": {} }, "registries": { "ecr": {{registry}} } }""")
            .Repository.Commit();

    private void WriteBeside(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ship.Beside(file))!);
        File.WriteAllText(ship.Beside(file), text);
    }

    private async Task<(int ExitCode, string Output, string Errors)> Warns(string subject, string says, string fix)
    {
        var run = await ship.Run("--target=Doctor");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains(
            run.Output.Split('\n'),
            line =>
                line.StartsWith("warning", StringComparison.Ordinal)
                && line.Contains($" {subject}  ", StringComparison.Ordinal)
                && line.Contains(says, StringComparison.Ordinal)
        );
        Assert.Contains($"\n{fix}", run.Output, StringComparison.Ordinal);
        return run;
    }

    private async Task Finds(string subject, string says, string fix, params string[] arguments)
    {
        var run = await ship.Run(["--target=Doctor", .. arguments]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            run.Output.Split('\n'),
            line =>
                line.StartsWith("FAULT", StringComparison.Ordinal)
                && line["FAULT".Length..].TrimStart().StartsWith($"{subject}  ", StringComparison.Ordinal)
                && line.Contains(says, StringComparison.Ordinal)
        );
        Assert.Contains($"\n{subject}: ", run.Output, StringComparison.Ordinal);
        Assert.Contains(fix, run.Output, StringComparison.Ordinal);
        Assert.Contains("Cannot ship from here: there are faults: ", run.Errors, StringComparison.Ordinal);
    }
}
