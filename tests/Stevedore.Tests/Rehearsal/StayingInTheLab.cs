using Stevedore.Rehearsal;
using Xunit;

namespace Stevedore.Tests.Rehearsal;

public sealed class StayingInTheLab
{
    private const string Ecr = """ "ecr": { "type": "ecr" } """;
    private const string Fix =
        " Name something of the lab's in its place, as with STEVEDORE__IMAGES__<name>__CONTEXTS or a build argument, or let the rehearsal reach a host "
        + "with STEVEDORE_LAB_HOSTS=";

    [Theory]
    [InlineData(
        "FROM mcr.microsoft.com/dotnet/runtime:10.0",
        "mcr.microsoft.com (the base mcr.microsoft.com/dotnet/runtime:10.0 of 'web')"
    )]
    [InlineData("ARG R=registry.example:5000\nFROM $R/base", "registry.example:5000 (the base registry.example:5000/base of 'web')")]
    [InlineData(
        "FROM 999999999999.dkr.ecr.eu-central-1.amazonaws.com/base",
        "999999999999.dkr.ecr.eu-central-1.amazonaws.com (the base 999999999999.dkr.ecr.eu-central-1.amazonaws.com/base of 'web')"
    )]
    [InlineData("FROM 127.0.0.3:5000/base", "127.0.0.3:5000 (the base 127.0.0.3:5000/base of 'web')")]
    [InlineData("FROM Registry/base", "Registry (the base Registry/base of 'web')")]
    [InlineData("FROM GHCR.io/acme/base", "GHCR.io (the base GHCR.io/acme/base of 'web')")]
    [InlineData("FROM [2001:db8::1]:5000/base", "[2001:db8::1]:5000 (the base [2001:db8::1]:5000/base of 'web')")]
    [InlineData("FROM docker.io.example.com/base", "docker.io.example.com (the base docker.io.example.com/base of 'web')")]
    [InlineData("FROM docker.io./base", "docker.io./base (the image docker.io./base of 'web')")]
    [InlineData("FROM docker.io:444/base", "docker.io:444 (the base docker.io:444/base of 'web')")]
    [InlineData("FROM docker.io@ghcr.io/acme/base", "docker.io@ghcr.io/acme/base (the image docker.io@ghcr.io/acme/base of 'web')")]
    [InlineData("FROM ghcr.io/acme/base@sha384:00", "ghcr.io/acme/base@sha384:00 (the image ghcr.io/acme/base@sha384:00 of 'web')")]
    [InlineData("FROM ${BUILDOS}.example/base", "linux.example (the base linux.example/base of 'web')")]
    [InlineData("FROM ${BUILDARCH:+ghcr.io/}acme/base", "ghcr.io (the base ghcr.io/acme/base of 'web')")]
    [InlineData("FROM ${BUILDVARIANT:-ghcr.io}/base", "ghcr.io (the base ghcr.io/base of 'web')")]
    [InlineData("FROM ghcr.io/a/base AS b\nFROM busybox\nCOPY --from=b / /", "ghcr.io (the image ghcr.io/a/base of 'web')")]
    [InlineData("FROM busybox\nCOPY --from=ghcr.io/a/tool / /", "ghcr.io (the image ghcr.io/a/tool of 'web')")]
    [InlineData("FROM scratch AS a\nONBUILD COPY --from=ghcr.io/a/tool / /\nFROM a", "ghcr.io (the image ghcr.io/a/tool of 'web')")]
    [InlineData("FROM busybox\nRUN --mount=from=ghcr.io/a/tool,target=/t true", "ghcr.io (the image ghcr.io/a/tool of 'web')")]
    [InlineData("FROM busybox\nRUN --mount=type=cache,from=ghcr.io/a/tool,target=/t true", "ghcr.io (the image ghcr.io/a/tool of 'web')")]
    [InlineData("# syntax=ghcr.io/a/dockerfile:1\nFROM busybox", "ghcr.io (the frontend ghcr.io/a/dockerfile:1 of 'web')")]
    [InlineData(
        "#!/bin/x\n# Check=skip=all\n#SYNTAX = ghcr.io/a/dockerfile  -x\nFROM busybox",
        "ghcr.io (the frontend ghcr.io/a/dockerfile of 'web')"
    )]
    [InlineData("// syntax=ghcr.io/a/mine\nmine", "ghcr.io (the frontend ghcr.io/a/mine of 'web')")]
    [InlineData("{ \"syntax\": \"ghcr.io/a/mine\" }", "ghcr.io (the frontend ghcr.io/a/mine of 'web')")]
    public void RefusesABaseFromElsewhere(string dockerfile, string place) =>
        Assert.StartsWith(
            $"Cannot rehearse: the plan reaches what is not the lab's: {place}.{Fix}",
            Fault(new(Ecr) { Dockerfile = dockerfile + "\n" }),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("FROM scratch")]
    [InlineData("FROM busybox")]
    [InlineData("FROM docker.io/library/busybox:1.37")]
    [InlineData("FROM registry-1.docker.io/library/busybox")]
    [InlineData("FROM public.ecr.aws/docker/library/busybox:1.37")]
    [InlineData("FROM 210987654321.dkr.ecr.us-east-1.amazonaws.com/base")]
    [InlineData($"FROM {RehearsalCase.Lan}/base")]
    [InlineData("FROM Docker.IO/library/busybox")]
    [InlineData("FROM --platform=$BUILDPLATFORM ${BUILDARCH}/busybox:1-$TARGETARCH$TARGETVARIANT")]
    [InlineData("FROM ghcr.io/acme/unused AS unused\nFROM busybox")]
    [InlineData("FROM busybox AS Build\nFROM busybox\nCOPY --from=build / /\nCOPY --from=0 / /")]
    [InlineData("FROM busybox\n# syntax=ghcr.io/a/dockerfile")]
    [InlineData("# a comment\n# syntax=ghcr.io/a/dockerfile\nFROM busybox")]
    [InlineData("# syntax=docker/dockerfile:1\nFROM busybox")]
    public void TakesABaseOfTheLab(string dockerfile) => new RehearsalCase(Ecr) { Dockerfile = dockerfile + "\n" }.Check();

    [Theory]
    [InlineData("mcr.microsoft.com")]
    [InlineData("ghcr.io, MCR.microsoft.com")]
    public void TakesABaseFromWhereItIsAllowed(string hosts) =>
        new RehearsalCase(Ecr)
        {
            Dockerfile = "FROM mcr.microsoft.com/dotnet/runtime:10.0\n",
            Environment = { ["STEVEDORE_LAB_HOSTS"] = hosts },
        }.Check();

    [Theory]
    [InlineData("""{ "BUILDKIT_SYNTAX": " ghcr.io/a/dockerfile:1 -x" }""", "the frontend ghcr.io/a/dockerfile:1")]
    [InlineData("""{ "FROM": "ghcr.io/a/base" }""", "the base ghcr.io/a/base")]
    [InlineData("""{ "FROM": "{sha:8}.example/base" }""", "the base 3f2a91c0.example/base")]
    [InlineData("""{ "FROM": "{build}ghcr.io/a/base" }""", null)]
    public void FillsArgumentsIn(string arguments, string? place)
    {
        var given = new RehearsalCase(Ecr)
        {
            Image = $$""" "context": "web", "args": {{arguments}} """,
            Dockerfile = "ARG FROM=busybox\nFROM busybox AS a\nFROM $FROM\nCOPY --from=a / /\n",
        };

        if (place is null)
        {
            given.Check();
        }
        else
        {
            Assert.Contains($"({place} of 'web')", Fault(given), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TakesTheFrontendOfAnArgumentBeforeThatOfTheText() =>
        new RehearsalCase(Ecr)
        {
            Image = """ "context": "web", "args": { "BUILDKIT_SYNTAX": "docker/dockerfile:1" } """,
            Dockerfile = "# syntax=ghcr.io/a/dockerfile\nFROM busybox\n",
        }.Check();

    [Theory]
    [InlineData("linux/amd64", false)]
    [InlineData("linux/arm64", true)]
    public void LooksAtEveryPlatform(string platforms, bool isRefused)
    {
        var given = new RehearsalCase(Ecr)
        {
            More = $$""" "platforms": ["{{platforms}}"], """,
            Dockerfile = "ARG amd64=busybox\nARG TARGETARCH\nFROM ${TARGETARCH/arm64/ghcr.io}/base\n",
        };

        Assert.Equal(isRefused, Record.Exception(given.Check) is StevedoreException);
    }

    [Fact]
    public void TakesABaseOfAHostThatTheLabHasBesides() =>
        new RehearsalCase(Ecr)
        {
            Dockerfile = "FROM mcr.microsoft.com/dotnet/runtime:10.0\n",
            Lab = RehearsalCase.Printed.Add("STEVEDORE_LAB_HOSTS", "mcr.microsoft.com"),
        }.Check();

    [Fact]
    public void RefusesAContextFromElsewhere() =>
        Assert.StartsWith(
            "Cannot rehearse: the plan reaches what is not the lab's: ghcr.io (images.web.contexts.tool). ",
            Fault(
                new(Ecr) { Image = """ "contexts": { "tool": "docker-image://ghcr.io/acme/tool:1", "own": "docker-image://busybox" } """ }
            ),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(""" "driver": "remote", "nodes": ["tcp://build.example:1234"] """, "driver", "remote")]
    [InlineData(""" "driver": "kubernetes" """, "driver", "kubernetes")]
    [InlineData(""" "driver": "cloud", "name": "acme/builder" """, "driver", "cloud")]
    [InlineData(""" "nodes": ["linux/arm64=ssh://arm.example"] """, "nodes", "linux/arm64=ssh://arm.example")]
    [InlineData(""" "driver": "docker-container", "image": "registry.example/buildkit:1" """, "image", "registry.example/buildkit:1")]
    [InlineData(""" "config": "buildkitd.toml" """, "config", "buildkitd.toml")]
    [InlineData(""" "options": { "image": "registry.example/buildkit:1" } """, "options.image", "registry.example/buildkit:1")]
    [InlineData(""" "emulationImage": "registry.example/binfmt" """, "emulationImage", "registry.example/binfmt")]
    public void BuildsWithTheLabsEngineInstead(string builder, string setting, string value)
    {
        var given = new RehearsalCase(Ecr) { More = $$""" "builder": { {{builder}} }, """ };

        var chosen = given.Inside().Builder.Settings;

        Assert.Equal(("docker", 0, "check"), (chosen.Driver, chosen.Nodes?.Count ?? 0, chosen.Emulation));
        Assert.Contains($"The lab's engine builds instead of what builder.{setting} names ({value}).", given.Changes().Notes);
        given.Check();
    }

    [Theory]
    [InlineData(""" "driver": "auto" """)]
    [InlineData(""" "driver": "docker-container", "image": "public.ecr.aws/stevedore/buildkit:lab" """)]
    [InlineData(""" "driver": "docker", "emulation": "none" """)]
    public void KeepsABuilderOfTheLab(string builder)
    {
        var given = new RehearsalCase(Ecr) { More = $$""" "builder": { {{builder}} }, """ };

        Assert.DoesNotContain(given.Changes().Notes, note => note.Contains("builder", StringComparison.Ordinal));
        given.Check();
    }

    [Theory]
    [InlineData("STEVEDORE__BUILDER__DRIVER", "remote")]
    [InlineData("stevedore__builder__nodes", "ssh://arm.example")]
    [InlineData("STEVEDORE__BUILDER", """{ "driver": "remote" }""")]
    [InlineData("BUILDX_BUILDER", "production")]
    public void BuildsWithTheLabsEngineWhateverTheMachineSays(string variable, string value)
    {
        var given = new RehearsalCase(Ecr) { Environment = { [variable] = value } };

        given.Check();
        Assert.Null(given.Inside().Builder.Selected);
        Assert.Contains(given.Inside().Builder.Settings.Driver, (string?[])["docker", "auto"]);
    }

    [Fact]
    public void TakesNoVariableOfTheMachineThatLeadsOut()
    {
        string[] leading =
        [
            "AWS_PROFILE",
            "AWS_ENDPOINT_URL_STS",
            "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_SESSION_TOKEN",
            "DOCKER_CONTEXT",
            "DOCKER_TLS_VERIFY",
            "DOCKER_AUTH_CONFIG",
            "BUILDX_CONFIG",
            "BUILDKIT_HOST",
        ];
        var given = new RehearsalCase(Ecr) { Environment = leading.ToDictionary(name => name, _ => "real") };

        Assert.Empty(given.Variables.Keys.Intersect(leading));
    }

    [Fact]
    public void ReplacesWhatTheLabHas()
    {
        var given = new RehearsalCase(Ecr)
        {
            Environment = RehearsalCase.Printed.Keys.ToDictionary(name => name, name => name == "AWS_REGION" ? "ap-south-1" : "real"),
        };

        Assert.All(RehearsalCase.Printed, variable => Assert.Equal(variable.Value, given.Variables[variable.Key]));
        Assert.Equal(("/dev/null", "/dev/null"), (given.Variables["AWS_CONFIG_FILE"], given.Variables["AWS_SHARED_CREDENTIALS_FILE"]));
    }

    [Theory]
    [InlineData("NPM_TOKEN", "secret")]
    [InlineData("DOCKER_REGISTRY_TOKEN", "secret")]
    [InlineData("AWS_ACCOUNT_ID", "999999999999")]
    [InlineData("STEVEDORE__PLATFORMS", "linux/arm64")]
    [InlineData("STEVEDORE_LAB_STATE", "/lab")]
    [InlineData("HTTPS_PROXY", "http://proxy.example")]
    public void KeepsEveryOtherVariable(string name, string value) =>
        Assert.Equal(value, new RehearsalCase(Ecr) { Environment = { [name] = value } }.Variables[name]);

    [Fact]
    public void AsksNoProxyForWhatIsTheLabs()
    {
        var variables = new RehearsalCase(Ecr) { Environment = { ["no_proxy"] = ".corp.example" } }.Variables;

        Assert.Equal(
            ".corp.example,localhost,127.0.0.1,public.ecr.aws,docker.io,.docker.io,123456789012.dkr.ecr.eu-central-1.amazonaws.com,"
                + "123456789012.dkr.ecr.us-east-1.amazonaws.com,210987654321.dkr.ecr.eu-central-1.amazonaws.com,"
                + "210987654321.dkr.ecr.us-east-1.amazonaws.com,127.0.0.2",
            variables["no_proxy"]
        );
        Assert.StartsWith("localhost,", variables["NO_PROXY"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DOCKER_HOST")]
    [InlineData("DOCKER_CONFIG")]
    [InlineData("AWS_ENDPOINT_URL")]
    public void RefusesALabThatLeavesTheMachinesOwn(string name) =>
        Assert.Equal(
            $"Cannot rehearse: the lab's `up` prints no {name}, so that this machine's own would be used. Let it print {name}='…'.",
            Fault(new(Ecr) { Lab = RehearsalCase.Printed.Remove(name), Environment = { [name] = "ssh://production" } })
        );

    private static string Fault(RehearsalCase given) => Assert.Throws<StevedoreException>(given.Check).Message;
}
