using Xunit;

namespace Stevedore.LabTests.Shipping;

public sealed class WrongSettings(LabFixture lab) : IDisposable
{
    private const string Web = """ "images": { "web": { "context": "web" } } """;

    private readonly SampleRepository repository = SampleRepository.WithOneImage();

    public static TheoryData<string, string> Faults =>
        new()
        {
            { "", "line 1: the file is empty. Write { \"images\": { \"web\": { \"context\": \".\" } } }." },
            {
                "hello",
                "line 1: not JSON at column 1: 'h' is an invalid start of a value. Correct it; comments and trailing commas are allowed."
            },
            { $$"""{ "platfroms": [], {{Web}} }""", "line 1: platfroms: unknown key. Did you mean 'platforms'?" },
            {
                $$"""{ "platforms": "linux/amd64", {{Web}} }""",
                "line 1: platforms: must be a list, not text. Put it in brackets: [\"…\"]."
            },
            {
                """
                    {
                      "platfroms": ["linux/amd64"],
                      "images": { "web": { "context": 3, "cashe": "none" } },
                      "registries": { "ecr": { "type": "ecs" } },
                      "attestations": { "sbom": "maybe" }
                    }
                    """,
                """
                    it has 5 faults. Correct them:
                      line 2: platfroms: unknown key; did you mean 'platforms'?
                      line 3: images.web.context: must be text, not a number; put it in quotes
                      line 3: images.web.cashe: unknown key; did you mean 'cache'?
                      line 4: registries.ecr.type: 'ecs' is not a kind of registry; did you mean 'ecr'?
                      line 5: attestations.sbom: must be true or false, not text; write true or false, without quotes
                    """
            },
            {
                """{ "images": { "web": { "context": "web" }, "web": { "context": "web" } } }""",
                "line 1: images.web: given twice, first on line 1. Remove one of them, or rename it."
            },
            {
                """{ "images": { "web": { "context": "web", "contexts": { "base": "image:web" } } } }""",
                "line 1: images.web.contexts.base: the image is built on itself. Use another image."
            },
            {
                """{ "images": { "web": { "context": "web", "contexts": { "base": "image:bsae" } }, "base": { "context": "web" } } }""",
                "line 1: images.web.contexts.base: there is no image 'bsae'. Did you mean 'base'?"
            },
            {
                """{ "images": { "web": { "context": "web", "contexts": { "b": "image:base" } }, "base": { "context": "web", "contexts": { "w": "image:web" } } } }""",
                "line 1: images.base.contexts.w: the images are built on each other: web -> base -> web. Take one of them out."
            },
            {
                """{ "images": { "web": { "context": "../web" } } }""",
                "line 1: images.web.context: '../web' is outside the repository. Name a path inside the repository, relative to its root."
            },
            {
                """
                    {
                      "platforms": ["linux/arm"],
                      "images": { "We b": { "context": "web", "repository": "Web" } },
                      "registries": { "ecr": { "type": "ecr", "account": "12", "region": "eu central" } },
                    }
                    """,
                """
                    it has 5 faults. Correct them:
                      line 2: platforms[0]: 'linux/arm' does not say which variant; use linux/arm/v7, or linux/arm64 for 64 bits
                      line 3: images: 'We b' is not an image name; use lower-case letters and digits, with single '-' or '_' between them
                      line 3: images.We b.repository: 'Web' is not a repository name: repositories are lower case; use web
                      line 4: registries.ecr.account: '12' is not an AWS account; write its 12 digits, in quotes and with leading zeros
                      line 4: registries.ecr.region: 'eu central' is not an AWS region; write it like eu-west-1
                    """
            },
        };

    public void Dispose() => repository.Dispose();

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task AreAllSaidAtOnce(string settings, string faults)
    {
        repository.Settings(settings).CommitAll();

        var result = await new BuildHost(lab, repository).RunOutside("--target=Ship");

        result.FailsWith($"Cannot use stevedore.json: {faults}");
        Assert.Empty(repository.Outputs);
    }

    [Theory]
    [InlineData(
        """{ "images": { "web": { "context": "wob" } } }""",
        "images.web.context is 'wob' (stevedore.json:1), and there is no such folder"
    )]
    [InlineData(
        """{ "images": { "web": { "context": "web", "dockerfile": "Dockerfile.prod" } } }""",
        "images.web.dockerfile is 'Dockerfile.prod' (stevedore.json:1), and there is no such file in web"
    )]
    public async Task NameWhatIsNotThere(string settings, string fault)
    {
        repository.Settings(settings).CommitAll();

        var result = await new BuildHost(lab, repository).RunOutside("--target=Ship");

        result.FailsWith($"Cannot build: {fault}. Correct the paths; they are relative to the repository.");
    }

    [Fact]
    public async Task AreMissingWithoutARepositoryInTheEnvironment()
    {
        File.Delete(Path.Combine(repository.Folder, "stevedore.json"));

        var result = await new BuildHost(lab, repository).RunOutside("--target=Ship");

        result.FailsWith(
            """
            Cannot tell what to ship: there is no stevedore.json, and neither IMAGE_REPO_NAME nor ECR_REPO_NAME names a repository. Set IMAGE_REPO_NAME, or write stevedore.json:
            {
              "images": { "web": { "context": "." } }
            }
            """
        );
    }
}
