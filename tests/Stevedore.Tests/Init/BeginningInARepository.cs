using Stevedore.Init;
using Stevedore.Tests.Settings;
using Xunit;

namespace Stevedore.Tests.Init;

/// <summary>Which files a repository gets, and what stands in them.</summary>
public sealed class BeginningInARepository
{
    private static readonly (string, string) OneImage = ("Dockerfile", "FROM public.ecr.aws/docker/library/busybox:1.37\n");

    [Fact]
    public void WritesWhatOneImageNeeds()
    {
        var plan = InitCase.Plan(InitCase.Facts(OneImage));

        Golden.Equal("OneImage.txt", string.Concat(plan.Files.Select(file => $"== {file.Path}\n{file.Text}")));
        Assert.Equal("dotnet tool restore && dotnet stevedore ship", plan.Ship);
        Assert.True(IsOfFeeds(Assert.Single(plan.Notes)));
    }

    [Fact]
    public void SaysThatNoFeedHasItWhereABuildNeedsOne()
    {
        const string sha = "4f2e342cf60c717674763d5304eafa5a936d38b95a4c83a976ac0347be4fa696";
        var archive = new InitOptions { Archive = "https://example.com/stevedore.tar.gz", Checksum = sha };

        Assert.Single(InitCase.Plan(InitCase.Facts(OneImage)).Notes, IsOfFeeds);
        Assert.DoesNotContain(InitCase.Plan(InitCase.Facts(OneImage, ("nuget.config", "<configuration/>"))).Notes, IsOfFeeds);
        Assert.DoesNotContain(InitCase.Plan(InitCase.Facts(OneImage), archive).Notes, IsOfFeeds);
    }

    private static bool IsOfFeeds(string note) => note.StartsWith("Stevedore is on no public feed: ", StringComparison.Ordinal);

    [Fact]
    public void WritesABuildProject()
    {
        var plan = InitCase.Plan(InitCase.Facts(OneImage), new() { BuildProject = true });

        Golden.Equal("BuildProject.txt", string.Concat(plan.Files.Select(file => $"== {file.Path}\n{file.Text}")));
        Assert.Equal(["build.sh"], plan.Files.Where(file => file.IsProgram).Select(file => file.Path));
        Assert.Equal("./build.sh --target=Ship", plan.Ship);
    }

    [Fact]
    public void PinsBelowWhatTheRepositoryPins()
    {
        var plan = InitCase.Plan(InitCase.Facts(OneImage, ("global.json", """{ "sdk": { "version": "8.0.400" } }""")));

        Assert.Equal(
            [
                "stevedore.json",
                "stevedore.schema.json",
                "buildspec.yml",
                "build/.config/dotnet-tools.json",
                "build/global.json",
                ".gitignore",
                ".dockerignore",
            ],
            plan.Files.Select(file => file.Path)
        );
        Assert.Contains(
            "- (cd build && dotnet tool restore)\n      - (cd build && dotnet stevedore ship)\n",
            plan.Text("buildspec.yml"),
            StringComparison.Ordinal
        );
        Assert.Equal("(cd build && dotnet tool restore) && (cd build && dotnet stevedore ship)", plan.Ship);
    }

    [Fact]
    public void AddsToAManifest()
    {
        var plan = InitCase.Plan(
            InitCase.Facts(
                OneImage,
                (
                    ".config/dotnet-tools.json",
                    """{ "version": 1, "tools": { "csharpier": { "version": "1.0.0", "commands": ["csharpier"] } } }"""
                )
            )
        );

        var manifest = plan.Files.Single(file => file.Path == ".config/dotnet-tools.json");
        Assert.True(manifest.IsAddition);
        Assert.Contains("csharpier", manifest.Text, StringComparison.Ordinal);
        Assert.Contains("\"stevedore.tool\": {\n      \"version\": \"1.2.3\"", manifest.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void SaysThatAManifestPinsAnotherVersion() =>
        Assert.Equal(
            [".config/dotnet-tools.json pins Stevedore 1.0.0, and this is 1.2.3. Run again with --force to pin this one."],
            InitCase
                .Plan(
                    InitCase.Facts(OneImage, (".config/dotnet-tools.json", """{ "tools": { "stevedore.tool": { "version": "1.0.0" } } }"""))
                )
                .Notes.Where(note => !IsOfFeeds(note))
        );

    [Fact]
    public void KeepsAnotherBuildspec()
    {
        var facts = InitCase.Facts(
            OneImage,
            (
                "buildspec.yml",
                """
                version: 0.2
                env:
                  variables:
                    AWS_DEFAULT_REGION: eu-west-1
                    IMAGE_REPO_NAME: "team/shop"
                  secrets-manager:
                    DOCKERHUB_USERNAME: hub-login:username
                    DOCKERHUB_TOKEN: hub-login:token
                phases:
                  build:
                    commands:
                      - docker push 111122223333.dkr.ecr.$AWS_DEFAULT_REGION.amazonaws.com/shop
                """
            )
        );

        var plan = InitCase.Plan(facts, secret: "hub-login");

        Assert.Equal(
            [
                "buildspec.yml stays as it is. Name buildspec.stevedore.yml in the CodeBuild project, or run again with --force to replace the old one.",
            ],
            plan.Notes.Where(note => !IsOfFeeds(note))
        );
        Assert.Contains("\"repository\": \"team/shop\"", plan.Text("stevedore.json"), StringComparison.Ordinal);
        Assert.Contains("\"region\": \"eu-west-1\"", plan.Text("stevedore.json"), StringComparison.Ordinal);
        Assert.Contains(
            """{ "secretsManager": "hub-login", "usernameKey": "username", "passwordKey": "token" }""",
            plan.Text("stevedore.json"),
            StringComparison.Ordinal
        );
        Assert.Contains(plan.Files, file => file.Path == "buildspec.stevedore.yml");
        Assert.DoesNotContain(plan.Files, file => file.Path == "buildspec.yml");
        Assert.Contains(InitCase.Plan(facts, new() { Force = true }).Files, file => file.Path == "buildspec.yml");
    }

    [Fact]
    public void TakesNothingFromABrokenBuildspec() =>
        Assert.Contains(
            InitCase.Plan(InitCase.Facts(OneImage, ("buildspec.yml", ": [ {\n\t- x"))).Files,
            file => file.Path == "buildspec.stevedore.yml"
        );

    [Fact]
    public void SignsInToAFeedInCodeArtifact() =>
        Assert.Contains(
            "- aws codeartifact login --tool dotnet --domain acme --domain-owner 111122223333 --repository nuget --region eu-west-1 && dotnet tool restore\n      - dotnet stevedore ship\n",
            InitCase
                .Plan(
                    InitCase.Facts(
                        OneImage,
                        (
                            "nuget.config",
                            """<add key="acme" value="https://acme-111122223333.d.codeartifact.eu-west-1.amazonaws.com/nuget/nuget/v3/index.json" />"""
                        )
                    )
                )
                .Text("buildspec.yml"),
            StringComparison.Ordinal
        );

    /// <summary>To restore a tool, dotnet says neither that a feed wants a login nor how to get one.</summary>
    [Fact]
    public void SaysWhereToSignInToAnotherFeed()
    {
        var facts = InitCase.Facts(
            OneImage,
            (
                "nuget.config",
                """
                <configuration>
                  <config><add key="http_proxy" value="http://proxy.example" /></config>
                  <packageSources>
                    <add key="nuget.org" value="https://api.nuget.org/v3/index.json" />
                    <add key="acme" value="https://nuget.acme.example/v3/index.json" />
                    <add key="named" value="https://name:password@nuget.acme.example/v3/index.json" />
                    <add key="folder" value="../feed" />
                  </packageSources>
                </configuration>
                """
            )
        );

        Assert.Contains(
            "      - dotnet tool restore || { echo 'Cannot restore. Where https://nuget.acme.example/v3/index.json answers 401, sign in first, in front of this command "
                + "(CodeArtifact - aws codeartifact login --tool dotnet).' >&2; false; }\n      - dotnet stevedore ship\n",
            InitCase.Plan(facts).Text("buildspec.yml"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("401", InitCase.Plan(facts, new() { BuildProject = true }).Text("buildspec.yml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://files.example.com/s.tar.gz", "curl -fsSL --retry 3 -o /tmp/stevedore.tar.gz https://files.example.com/s.tar.gz")]
    [InlineData("s3://tools/s.tar.gz", "aws s3 cp --only-show-errors s3://tools/s.tar.gz /tmp/stevedore.tar.gz")]
    public void FetchesAnArchiveByItsChecksum(string archive, string fetch)
    {
        var checksum = new string('A', 64);

        var text = InitCase.Plan(InitCase.Facts(OneImage), new() { Archive = archive, Checksum = checksum }).Text("buildspec.yml");

        Assert.Contains(
            $"      - {fetch} && echo '{new string('a', 64)}  /tmp/stevedore.tar.gz' | sha256sum -c - && tar -xzf /tmp/stevedore.tar.gz -C /usr/local/bin\n"
                + "      - stevedore ship\n",
            text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(null, "--checksum is missing")]
    [InlineData("12", "--checksum is no SHA-256")]
    public void TakesNoArchiveWithoutAChecksum(string? checksum, string why) =>
        Assert.Equal(
            why,
            Assert
                .Throws<StevedoreException>(() =>
                    InitCase.Plan(InitCase.Facts(OneImage), new() { Archive = "https://x/y", Checksum = checksum })
                )
                .Why
        );

    [Fact]
    public void TakesBuildKitFromTheCacheOfDockerHub() =>
        Assert.Contains(
            """
            "builder": { "image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/hub/moby/buildkit:buildx-stable-1", "emulationImage": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/hub/tonistiigi/binfmt" }
            """.Trim(),
            InitCase
                .Plan(InitCase.Facts(("Dockerfile", "FROM 111122223333.dkr.ecr.eu-west-1.amazonaws.com/hub/library/node:22\n")))
                .Text("stevedore.json"),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("/artifacts/\n", "node_modules", "node_modules\nartifacts/\n")]
    [InlineData("x", "a\r\nb\r\n", "a\r\nb\r\nartifacts/\r\n")]
    public void AddsToIgnoreFiles(string git, string docker, string added)
    {
        var plan = InitCase.Plan(InitCase.Facts(OneImage, (".gitignore", git), (".dockerignore", docker)));

        Assert.Equal(added, plan.Text(".dockerignore"));
        Assert.Equal(git == "x" ? "x\n/artifacts/\n" : git, plan.Text(".gitignore"));
    }

    [Theory]
    [InlineData("*\n!src\n")]
    [InlineData("artifacts\n")]
    [InlineData("**/artifacts/\n")]
    public void AddsNothingThatIsIgnored(string docker) =>
        Assert.Equal(docker, InitCase.Plan(InitCase.Facts(OneImage, (".dockerignore", docker))).Text(".dockerignore"));

    [Fact]
    public void DamagesNoLinesThatAreNotUtf8() =>
        Assert.Equal(
            "Cannot add to .gitignore: it is not UTF-8, and its other lines would be damaged. Convert it to UTF-8, or add yourself what is missing of /artifacts/.",
            Assert.Throws<StevedoreException>(() => InitCase.Plan(InitCase.Facts(OneImage, (".gitignore", "caf\uFFFD/\n")))).Message
        );

    [Fact]
    public void PinsAnotherVersionBesideWhatElseIsPinned()
    {
        const string manifest =
            """{ "tools": { "dotnet-ef": { "version": "9.0.0" }, "Stevedore.Tool": { "version": "1.0.0", "commands": ["stevedore"] } } }""";
        var facts = InitCase.Facts(OneImage, (".config/dotnet-tools.json", manifest));

        var plan = InitCase.Plan(facts, new() { Force = true });

        var file = plan.Files.Single(file => file.Path == ".config/dotnet-tools.json");
        Assert.False(file.IsAddition);
        Assert.Contains("\"dotnet-ef\"", file.Text, StringComparison.Ordinal);
        Assert.Contains("\"Stevedore.Tool\": {\n      \"version\": \"1.2.3\"", file.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("stevedore.tool", file.Text, StringComparison.Ordinal);
        Assert.True(IsOfFeeds(Assert.Single(plan.Notes)));
    }

    [Theory]
    [InlineData("""{ "tools": { "stevedore.tool": "1.0" } }""")]
    [InlineData("""{ "tools": { "a": 1, "a": 2 } }""")]
    [InlineData("[]")]
    public void TakesOddManifestsAsTheyAre(string manifest) =>
        Assert.Contains(
            "\"version\": \"1.2.3\"",
            InitCase.Plan(InitCase.Facts(OneImage, (".config/dotnet-tools.json", manifest))).Text(".config/dotnet-tools.json"),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("env:\n  variables:\n    DOCKER_AUTH: \"bob:hunter2\"\n")]
    [InlineData("env:\n  secrets-manager:\n    GITHUB_TOKEN: github-bot:token\n")]
    [InlineData("env:\n  variables:\n    DOCKER_HOST: unix:///var/run/docker.sock\n    GITHUB_URL: https://github.com/acme/shop\n")]
    public void TakesNoValueForASecret(string buildspec) => Assert.Null(BuildspecFacts.Of(buildspec).Secret);

    [Fact]
    public void TakesTheSecretOfDockerHub() =>
        Assert.Equal(
            new HubSecret("hub", "USER", "TOKEN"),
            BuildspecFacts
                .Of(
                    "env:\n  secrets-manager:\n    # for pulls\n    DOCKER_USERNAME: hub:USER\n    DOCKER_TOKEN: \"hub:TOKEN\"\n\n  variables:\n    DOCKER_X: other:KEY\n"
                )
                .Secret
        );

    [Theory]
    [InlineData("AWS_ACCOUNT_ID: 0123", null, null)]
    [InlineData("AWS_DEFAULT_REGION: wJalrXUtnFEMI/K7MDENG", null, null)]
    [InlineData("AWS_DEFAULT_REGION: eu-west-1\nAWS_ACCOUNT_ID: \"111122223333\"", "111122223333", "eu-west-1")]
    public void TakesAccountsAndRegionsAlone(string buildspec, string? account, string? region)
    {
        var facts = BuildspecFacts.Of(buildspec);

        Assert.Equal((account, region), (facts.Account, facts.Region));
    }

    [Fact]
    public void ReadsALongBuildspec() => Assert.Null(BuildspecFacts.Of(new string('\n', 60_000)).Repository);

    [Theory]
    [InlineData("<Project><!-- we do not use Stevedore here --></Project>", false)]
    [InlineData("<Project", false)]
    [InlineData("""<Project><ItemGroup><PackageReference Include="Cake.Frosting.Stevedore" /></ItemGroup></Project>""", true)]
    public void GoesByWhatABuildReferences(string project, bool isOwn) =>
        Assert.Equal(isOwn, InitCase.Plan(InitCase.Facts(OneImage, ("build/Build.csproj", project))).Ship == "./build.sh --target=Ship");

    [Fact]
    public void CompletesABuildThatIsThereInPart()
    {
        var whole = InitCase.Plan(InitCase.Facts(OneImage), new() { BuildProject = true });
        var part = InitCase.Facts(
            OneImage,
            ("build/Build.csproj", whole.Text("build/Build.csproj")),
            ("global.json", whole.Text("global.json"))
        );

        Assert.Equal(
            whole.Files.Select(file => file.Path),
            InitCase.Plan(part, new() { BuildProject = true }).Files.Select(file => file.Path)
        );
        Assert.Equal(["Dockerfile", "build/Build.csproj", "global.json"], InitCase.Plan(part).Others);
    }

    [Fact]
    public void AddsNothingToContextsThatDoNotHoldTheOutputs() =>
        Assert.DoesNotContain(
            InitCase.Plan(InitCase.Facts(("web/Dockerfile", "FROM scratch\n"))).Files,
            file => file.Path.EndsWith(".dockerignore", StringComparison.Ordinal)
        );

    [Fact]
    public void HintsAtMirrorsOfDockerHub() =>
        Assert.Equal(
            [
                "Docker Hub limits pulls without a login, and CodeBuild's machines share addresses: FROM public.ecr.aws/docker/library/node:22 is the same image as node:22.",
            ],
            InitCase.Plan(InitCase.Facts(("Dockerfile", "FROM node:22\n"))).Notes.Where(note => !IsOfFeeds(note))
        );

    [Fact]
    public void WritesSettingsThatAreRead()
    {
        var facts = InitCase.Facts(
            ("base/Dockerfile", "FROM debian:13\n"),
            ("docker/web.Dockerfile", "FROM base\nCOPY src /\n"),
            ("src/main.c", ""),
            ("Dockerfile", "FROM scratch\n")
        );

        var text = InitCase.Plan(facts, secret: "hub").Text("stevedore.json");
        var images = new Given(text).Resolve().Values.Images!;

        Assert.Equal(["base", "shop", "web"], images.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("image:base", images["web"].Contexts!["base"]);
        Assert.Equal((".", "docker/web.Dockerfile", "web"), (images["web"].Context, images["web"].Dockerfile, images["web"].Container));
        Assert.Null(images["base"].Container);
    }

    [Fact]
    public void FindsTwelveInAChain()
    {
        var files = Enumerable
            .Range(1, 12)
            .Select(number => ($"image{number}/Dockerfile", number == 1 ? "FROM scratch\n" : $"FROM image{number - 1}\n"));

        var text = InitCase.Plan(InitCase.Facts([.. files])).Text("stevedore.json");

        Assert.Equal(12, new Given(text).Resolve().Values.Images!.Count);
        Assert.Contains(
            """{ "context": "image12", "contexts": { "image11": "image:image11" }, "container": "image12" }""",
            text,
            StringComparison.Ordinal
        );
    }
}
