using FsCheck;
using FsCheck.Fluent;
using Stevedore.Images;
using Xunit;

namespace Stevedore.Tests.Images;

public sealed class NamingImages
{
    [Theory]
    [InlineData("web")]
    [InlineData("web-2_b")]
    [InlineData("0")]
    public void TakesWhatBakeAndRegistriesTake(string text) => Assert.Equal(text, ImageName.Parse(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("Web")]
    [InlineData("-web")]
    [InlineData("web-")]
    [InlineData("web--2")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("web\n")]
    [InlineData("wéb")]
    public void RefusesTheRestAndSaysTheRule(string text) =>
        Assert.Equal(
            $"'{text.Replace('\n', ' ')}' is not a valid image name: an image name is made of {ImageName.Rule}. Correct it.",
            Assert.Throws<StevedoreException>(() => ImageName.Parse(text)).Message
        );

    [Theory]
    [InlineData("web")]
    [InlineData("demo/codebuild/push-ecr")]
    [InlineData("a.b/c_d/e__f/g---h")]
    public void TakesRepositoriesOfTheDistributionSpecification(string text) => Assert.Equal(text, RepositoryName.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("/web")]
    [InlineData("web/")]
    [InlineData("a//b")]
    [InlineData("a..b")]
    [InlineData("a___b")]
    [InlineData("Web")]
    [InlineData("web:1")]
    [InlineData("web\n")]
    public void RefusesOtherRepositories(string text) =>
        Assert.Equal(
            $"'{text.Replace('\n', ' ')}' is not a valid repository name: a repository name is made of {RepositoryName.Rule}. Correct it.",
            Assert.Throws<StevedoreException>(() => RepositoryName.Parse(text)).Message
        );

    [Fact]
    public void TakesRepositoriesOf255Characters()
    {
        Assert.NotNull(RepositoryName.TryParse(new('a', 255)));
        Assert.Null(RepositoryName.TryParse(new('a', 256)));
    }

    [Fact]
    public void MakesEveryImageNameARepositoryToo() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string>(),
                text => ImageName.TryParse(text ?? "") is not { } name || RepositoryName.TryParse(name.Value) is not null
            )
            .QuickCheckThrowOnFailure();
}
