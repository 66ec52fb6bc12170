using Stevedore.Docker;
using Xunit;

namespace Stevedore.Tests.Docker;

public sealed class ExplainingDockersFailures
{
    private const string Registry = "the registry of 123456789012.dkr.ecr.eu-central-1.amazonaws.com/zzz:1";
    private const string StartDocker =
        "Start Docker (`sudo systemctl start docker`, or Docker Desktop), or point DOCKER_HOST or a docker context at a running engine.";
    private const string OtherStore = "Set builder.driver to docker-container, or turn on the engine's containerd image store.";
    private const string LogIn = "Run the target ShipLogin, which tries those of each registry in the settings.";
    private const string LeaveOut =
        "Leave that platform out of the settings, or choose a base image that has it (`docker buildx imagetools inspect public.ecr.aws/docker/library/busybox:1.37`).";

    [Theory]
    [InlineData("ERROR: failed to solve: failed to parse stage name \"python:slim/foo\": invalid reference format")]
    [InlineData("ERROR: failed to solve: python:slim/foo: invalid reference format")]
    public void SaysWhichBaseHasNoNameThatAnImageCanHave(string line) =>
        Assert.StartsWith(
            "Cannot build: 'python:slim/foo' is not the name of an image. "
                + "Correct it in the Dockerfile's FROM or COPY --from line; an argument in it may be empty or hold too much.",
            DockerFaults.Failed("Cannot build", new("docker buildx bake", "/", 1, [line], null)).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("error-attestation-docker-driver.txt", "the engine's image store cannot do what the images need", OtherStore)]
    [InlineData("error-cache-export-docker-driver.txt", "the engine's image store cannot do what the images need", OtherStore)]
    [InlineData("error-multi-platform-docker-driver.txt", "the engine's image store cannot do what the images need", OtherStore)]
    [InlineData(
        "error-base-image-missing.txt",
        "the base image public.ecr.aws/docker/library/nothere:1 does not exist",
        "Correct its name and tag in the Dockerfile's FROM line."
    )]
    [InlineData(
        "error-platform-missing.txt",
        "the base image public.ecr.aws/docker/library/busybox:1.37 is not there for every platform that is built",
        LeaveOut
    )]
    [InlineData(
        "error-platform-not-emulated.txt",
        "the base image public.ecr.aws/docker/library/busybox:1.37 is not there for every platform that is built",
        LeaveOut
    )]
    [InlineData(
        "error-copy-missing.txt",
        "a step copies 'nothere', which is not in the build context",
        "Correct the path or the image's context, and look whether .dockerignore leaves it out."
    )]
    [InlineData(
        "error-dockerfile-syntax.txt",
        "dockerfile parse error on line 1: unknown instruction: FRM (did you mean FROM?)",
        "Correct what the lines below show and run again."
    )]
    [InlineData(
        "build-failing-run-plain.txt",
        "process \"/bin/sh -c echo about to fail && false\" did not complete successfully: exit code: 1",
        "The step's own output stands below; correct the step and run again."
    )]
    [InlineData("error-engine-not-running.txt", "the Docker engine does not answer", StartDocker)]
    [InlineData("error-engine-not-running-build.txt", "the Docker engine does not answer", StartDocker)]
    [InlineData(
        "error-no-buildx.txt",
        "docker has no buildx",
        "Install the docker-buildx plugin: https://docs.docker.com/build/buildx/install/."
    )]
    [InlineData("error-login-wrong-password.txt", "a registry did not accept the credentials, or got none", LogIn)]
    [InlineData("error-push-no-credentials.txt", "a registry did not accept the credentials, or got none", LogIn)]
    [InlineData("error-push-no-credentials-docker-container.txt", Registry + " did not accept the credentials, or got none", LogIn)]
    [InlineData(
        "error-push-registry-down.txt",
        "a registry did not answer (dial tcp 127.77.0.9:443: connect: connection refused)",
        "Check that this host and port are right and that it runs."
    )]
    [InlineData(
        "error-push-registry-down-docker-container.txt",
        "the registry of 127.77.0.9:443/zzz:1 did not answer (dial tcp 127.77.0.9:443: connect: connection refused)",
        "Check that this host and port are right and that it runs."
    )]
    public void NamesTheReasonAndTheRemedy(string capture, string why, string fix)
    {
        var error = Explain(Captured.Lines(capture));

        Assert.Equal(("Cannot build the images", why, fix), (error.What, error.Why, error.Fix.Split('\n')[0]));
    }

    [Theory]
    [InlineData(
        "ERROR: failed to solve: failed to push acme/web:1: unexpected status: 429 Too Many Requests",
        "the registry of acme/web:1 limits how many requests it takes, and that is reached"
    )]
    [InlineData(
        "ERROR: target web: failed to solve: alpine: failed to resolve source metadata for docker.io/library/alpine:latest: toomanyrequests: You have reached your unauthenticated pull rate limit.",
        "the registry of docker.io/library/alpine:latest limits how much may be pulled, and that is reached"
    )]
    [InlineData(
        "ERROR: failed to solve: acme/x: failed to resolve source metadata for docker.io/acme/x:latest: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed",
        "the base image docker.io/acme/x:latest does not exist, or the credentials may not pull it"
    )]
    [InlineData(
        "ERROR: failed to solve: failed to push 1.example/web:1: unexpected status from POST request: 403 Forbidden",
        "the registry of 1.example/web:1 refused access"
    )]
    [InlineData(
        "ERROR: failed to solve: 1.example:5000/x:1: failed to resolve source metadata for 1.example:5000/x:1: failed to do request: Head \"https://1.example:5000/v2/x/manifests/1\": tls: failed to verify certificate: x509: certificate signed by unknown authority",
        "the builder does not trust the certificate of 1.example:5000 (x509: certificate signed by unknown authority)"
    )]
    [InlineData("denied: requested access to the resource is denied", "a registry refused access")]
    [InlineData(
        "ERROR: failed to solve: failed to push 1.example/web:1: unexpected status: 400 Bad Request: tag invalid: The image tag '1' already exists in the 'web' repository and cannot be overwritten because the tag is immutable.",
        "the tag exists in a repository with immutable tags, and the new build has another digest"
    )]
    [InlineData(
        "ERROR: permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock",
        "this user may not talk to the Docker engine"
    )]
    [InlineData(
        "failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct and if the daemon is running",
        "the Docker engine does not answer"
    )]
    [InlineData(
        "ERROR: failed to solve: failed to push 10.0.0.9/web:1: failed to do request: Head \"https://10.0.0.9/v2/\": dial tcp 10.0.0.9:443: connect: network is unreachable",
        "the registry of 10.0.0.9/web:1 did not answer (dial tcp 10.0.0.9:443: connect: network is unreachable)"
    )]
    [InlineData(
        "ERROR: failed to solve: failed to push r.example/web:1: failed to do request: Head \"https://r.example/v2/\": dial tcp: lookup r.example on 10.0.0.2:53: server misbehaving",
        "the registry of r.example/web:1 did not answer (lookup r.example on 10.0.0.2:53: server misbehaving)"
    )]
    [InlineData(
        "ERROR: failed to solve: granting entitlement security.insecure is not allowed by build daemon configuration",
        "the builder grants no step security.insecure"
    )]
    [InlineData(
        "ERROR: target web: failed to solve: failed to load LLB: security.insecure is not allowed",
        "a step asks for security.insecure, which is not granted"
    )]
    [InlineData("ERROR: failed to solve: something new.", "something new")]
    [InlineData("nothing that is known", "docker ended with exit code 1")]
    public void KnowsWhatWasNotCaptured(string line, string why) => Assert.Equal(why, Explain([line]).Why);

    [Theory]
    [InlineData("not found", "does not exist")]
    [InlineData("failed to authorize: 403 Forbidden", "does not exist, or the credentials may not pull it")]
    [InlineData(
        "dial tcp 10.0.0.9:443: connect: no route to host",
        "cannot be pulled, since its registry did not answer (dial tcp 10.0.0.9:443: connect: no route to host)"
    )]
    public void NamesTheLineOfAFrontendThatCannotBePulled(string reason, string why)
    {
        const string frontend = "docker.io/docker/dockerfile:nothere";
        var error = Explain([
            $"#2 [web] resolve image config for docker-image://{frontend}",
            "------",
            $" > [web] resolve image config for docker-image://{frontend}:",
            "------",
            $"ERROR: target web: failed to solve: failed to resolve source metadata for {frontend}: {frontend}: {reason}",
        ]);

        Assert.Equal($"the image {frontend}, which the Dockerfile's line `# syntax=` names, {why}", error.Why);
        Assert.StartsWith("Correct that line or leave it out", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void TakesABaseImageForNoFrontend() =>
        Assert.Equal(
            "the base image docker.io/acme/none:1 does not exist",
            Explain([
                "#2 resolve image config for docker-image://docker.io/docker/dockerfile:1",
                "#2 DONE 0.1s",
                "ERROR: failed to solve: acme/none:1: failed to resolve source metadata for docker.io/acme/none:1: docker.io/acme/none:1: not found",
            ]).Why
        );

    [Fact]
    public void KnowsABuildxThatGrantsNothing() =>
        Assert.Equal(
            "docker's buildx is older than 0.17, and grants a bake no builder.entitlements",
            DockerFaults.NoBuildx("Cannot build the images", ["unknown flag: --allow", "See 'docker buildx bake --help'."])!.Why
        );

    // A step may print anything; it is not docker that says it.
    [Theory]
    [InlineData("curl: (7) Failed to connect: connection refused")]
    [InlineData("mkdir: access denied: /x")]
    [InlineData("npm error 403 Forbidden")]
    [InlineData("401 Unauthorized")]
    public void TakesNoOutputOfAStepForTheReason(string output) =>
        Assert.Equal(
            "process \"/bin/sh -c make\" did not complete successfully: exit code: 2",
            Explain([
                $"#5 0.135 {output}",
                "------",
                "ERROR: failed to solve: process \"/bin/sh -c make\" did not complete successfully: exit code: 2",
            ]).Why
        );

    [Fact]
    public void KnowsAStepForAMachineThatIsNotEmulated() =>
        Assert.Equal(
            "a step for another platform ran without emulation",
            Explain([
                "#7 0.101 exec /bin/sh: exec format error",
                "ERROR: failed to solve: process \"/bin/sh -c true\" did not complete successfully: exit code: 255",
            ]).Why
        );

    [Fact]
    public void ShowsTheEvidence()
    {
        var failure = new DockerFailure(
            "docker buildx bake",
            "/src",
            17,
            [.. Enumerable.Range(1, 20).Select(line => $"line {line}")],
            "/out/docker.log"
        );

        Assert.Equal(
            "Cannot build the images: docker ended with exit code 17. Correct what the lines below show and run again.\n"
                + "> docker buildx bake\n@ /src\nexit code 17\n"
                + string.Concat(Enumerable.Range(7, 14).Select(line => $"  line {line}\n"))
                + "The whole log is in /out/docker.log.",
            DockerFaults.Failed("Cannot build the images", failure).Message
        );
    }

    [Fact]
    public void SaysWhereToGetDocker() =>
        Assert.Equal(
            "Cannot list the builders: docker is not installed, or not on the PATH. "
                + "Install Docker with buildx: https://docs.docker.com/engine/install/.",
            DockerFaults.NotInstalled("Cannot list the builders").Message
        );

    private static StevedoreException Explain(ImmutableArray<string> tail) =>
        DockerFaults.Failed("Cannot build the images", new("docker buildx bake", "/src", 1, tail, null));
}
