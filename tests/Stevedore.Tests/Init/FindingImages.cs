using Stevedore.Init;
using Xunit;

namespace Stevedore.Tests.Init;

/// <summary>What images a repository makes, by its Dockerfiles.</summary>
public sealed class FindingImages
{
    [Theory]
    [InlineData("Dockerfile", "shop")]
    [InlineData("api/Dockerfile", "api")]
    [InlineData("docker/Dockerfile", "shop")]
    [InlineData("services/api/Dockerfile", "api")]
    [InlineData("Dockerfile.worker", "worker")]
    [InlineData("docker/worker.Dockerfile", "worker")]
    [InlineData("My.Web_App/Containerfile", "my-web-app")]
    public void NamesAnImageByItsPlace(string file, string name) =>
        Assert.Equal(name, Assert.Single(ProposedImages.Of(InitCase.Facts((file, "FROM scratch\n")))).Name);

    [Fact]
    public void NamesEachDifferently() =>
        Assert.Equal(
            ["api", "billing-api", "shop"],
            ProposedImages
                .Of(InitCase.Facts(("Dockerfile", ""), ("api/Dockerfile", ""), ("billing/api/Dockerfile", "")))
                .Select(image => image.Name)
        );

    [Theory]
    [InlineData("Dockerfile.dockerignore", false)]
    [InlineData("Dockerfile.md", false)]
    [InlineData("Dockerfile.bak", false)]
    [InlineData("dockerfile.py", false)]
    [InlineData("Dockerfile.j2", false)]
    [InlineData("Dockerfile~", false)]
    [InlineData("Dockerfile", true)]
    [InlineData("dockerfile", true)]
    [InlineData("Dockerfile.dev", true)]
    [InlineData("api.dockerfile", true)]
    [InlineData("Dockerfiles", false)]
    public void KnowsDockerfiles(string name, bool isOne) => Assert.Equal(isOne, DockerfileNames.Is(name));

    [Theory]
    [InlineData("COPY index.html /", "web")]
    [InlineData("COPY [\"index.html\", \"/\"]", "web")]
    [InlineData("COPY src/main.c /", ".")]
    [InlineData("COPY src/*.c ./", ".")]
    [InlineData("COPY --from=build /src/main.c /", "web")]
    [InlineData("ADD https://example.com/x /", "web")]
    [InlineData("COPY $FILE /", "web")]
    [InlineData("COPY nowhere /", "web")]
    [InlineData("COPY . .", "web")]
    public void FindsTheContextThatHoldsWhatIsCopied(string step, string context)
    {
        var facts = InitCase.Facts(("web/Dockerfile", $"FROM scratch\n{step}\n"), ("web/index.html", ""), ("src/main.c", ""));

        Assert.Equal(context, Assert.Single(ProposedImages.Of(facts)).Context);
    }

    [Fact]
    public void TakesTheRepositoryWhereAFolderHoldsNothingButDockerfiles()
    {
        var image = Assert.Single(ProposedImages.Of(InitCase.Facts(("docker/Dockerfile", "FROM scratch\nCOPY . /\n"), ("main.go", ""))));

        Assert.Equal((".", "docker/Dockerfile"), (image.Context, image.Dockerfile));
    }

    [Fact]
    public void LinksImagesThatStandOnEachOther()
    {
        var images = ProposedImages.Of(
            InitCase.Facts(
                ("base/Dockerfile", "FROM debian:13\n"),
                (
                    "api/Dockerfile",
                    "FROM base AS build\nFROM 111122223333.dkr.ecr.eu-central-1.amazonaws.com/base:7\nCOPY --from=tools /x /\n"
                ),
                ("tools/Dockerfile", "FROM scratch\n")
            )
        );

        Assert.Equal(["base", "tools", "api"], images.Select(image => image.Name));
        Assert.Equal([("111122223333.dkr.ecr.eu-central-1.amazonaws.com/base:7", "base"), ("tools", "tools")], images[2].Links);
    }

    [Fact]
    public void TakesNoImageOfDockerHubForOneOfItsOwn()
    {
        var images = ProposedImages.Of(InitCase.Facts(("node/Dockerfile", "FROM node\n"), ("web/Dockerfile", "FROM node:22\n")));

        Assert.All(images, image => Assert.Empty(image.Links));
        Assert.All(images, image => Assert.NotEmpty(image.FromDockerHub));
    }

    [Fact]
    public void LeavesOutALinkThatClosesACircle()
    {
        var images = ProposedImages.Of(InitCase.Facts(("a/Dockerfile", "FROM b\n"), ("b/Dockerfile", "FROM a\n")));

        Assert.Single(images.SelectMany(image => image.Links));
    }

    [Theory]
    [InlineData("linux/x", "", "Cannot begin: ")]
    [InlineData("linux/amd64", "wep", "Cannot begin: there is no image 'wep'. Name some of api with --containers.")]
    public void TakesNoAnswerThatNoRunWouldRead(string platforms, string containers, string message) =>
        Assert.StartsWith(
            message,
            Assert
                .Throws<StevedoreException>(() =>
                    InitAnswers.Of(platforms, containers, "", ProposedImages.Of(InitCase.Facts(("api/Dockerfile", ""))))
                )
                .Message,
            StringComparison.Ordinal
        );
}
