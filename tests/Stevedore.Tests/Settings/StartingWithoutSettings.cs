using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Settings;

public sealed class StartingWithoutSettings
{
    [Fact]
    public void SaysHowToStart() =>
        Assert.Equal(
            """
            Cannot tell what to ship: there is no stevedore.json, and none of IMAGE_REPO_NAME, ECR_REPO_NAME, AWS_ECR_REPOSITORY_URI and REPOSITORY_URI names a repository. Set IMAGE_REPO_NAME, or write stevedore.json:
            {
              "images": { "web": { "context": "." } }
            }
            """,
            new Given(File: null).Fault()
        );

    [Fact]
    public void SaysWhatAFileWithoutImagesLacks() =>
        Assert.Equal(
            "Cannot use stevedore.json: it names no image, and none of IMAGE_REPO_NAME, ECR_REPO_NAME, AWS_ECR_REPOSITORY_URI and REPOSITORY_URI names a repository. "
                + """Set IMAGE_REPO_NAME, or add "images": { "web": { "context": "." } }.""",
            new Given("{}").Fault()
        );

    [Theory]
    [InlineData(
        "IMAGE_REPO_NAME",
        "shop/Web.Api",
        "Cannot use IMAGE_REPO_NAME: 'shop/Web.Api' is not a repository name: repositories are lower case. Use shop/web.api."
    )]
    [InlineData(
        "REPOSITORY_URI",
        "web",
        "Cannot use REPOSITORY_URI: 'web' is not the URI of an ECR repository. Write it like <account>.dkr.ecr.<region>.amazonaws.com/<repository>."
    )]
    public void NamesTheVariableThatWillNotDo(string variable, string value, string message) =>
        Assert.Equal(
            message,
            new Given(File: null) { Environment = { [variable] = value } }
                .Fault()
                .Split("\n")[0]
                .Trim()
        );

    [Theory]
    [InlineData("web", "web")]
    [InlineData("demo/codebuild/push-ecr", "push-ecr")]
    [InlineData("demo/web.api", "web-api")]
    [InlineData("web--api", "web-api")]
    [InlineData("a__b", "image")]
    public void MakesOneImageOfTheRepository(string repository, string name)
    {
        var values = new Given(File: null) { Environment = { ["IMAGE_REPO_NAME"] = repository } }
            .Resolve()
            .Values;
        var image = Assert.Single(values.Images!);
        Assert.Equal((name, repository, "."), (image.Key, image.Value.Repository, image.Value.Context));
    }

    [Fact]
    public void NeedsNothingMoreWhenCodeNamesAnImage() =>
        Assert.Equal(
            "\"web\" from default",
            new Given(File: null) { Code = new StevedoreSettings { Images = new() { ["web"] = new() } } }.Value("images.web.repository")
        );
}
