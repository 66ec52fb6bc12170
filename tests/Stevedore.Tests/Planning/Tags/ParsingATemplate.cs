using Stevedore.Planning.Tags;
using Xunit;

namespace Stevedore.Tests.Planning.Tags;

public sealed class ParsingATemplate
{
    [Theory]
    [InlineData("{shah}", "{shah} is unknown")]
    [InlineData("{}", "{} is unknown")]
    [InlineData("{branch:8}", "{branch:8} is unknown")]
    [InlineData("{sha", "a '{' has no '}'")]
    [InlineData("sha}", "a '}' has no '{'")]
    [InlineData("{sha:0}", "{sha:0} needs a number of digits from 1 to 64")]
    [InlineData("{sha:}", "{sha:} needs a number of digits from 1 to 64")]
    [InlineData("{base:65}", "{base:65} needs a number of digits from 1 to 64")]
    [InlineData("{base}", "{base} needs a number of digits, such as {base:8}")]
    [InlineData("{date}", "{date} needs a format, such as {date:yyyyMMdd}")]
    [InlineData("{date:}", "{date:} has an empty format")]
    [InlineData("{date:'yyyy}", "{date:'yyyy} has a format that .NET cannot write, unlike {date:yyyyMMdd}")]
    public void SaysWhatIsWrong(string template, string why)
    {
        var error = Assert.Throws<StevedoreException>(() => TagTemplate.Parse(template));

        Assert.Equal($"Cannot use the template '{template}'", error.What);
        Assert.Equal(why, error.Why);
        Assert.Equal(
            "Use {sha} {sha:8} {branch} {tag} {version} {build} {date:yyyyMMdd} {base:8} or plain text; write {{ and }} for braces.",
            error.Fix
        );
    }

    [Fact]
    public void KnowsPlainText()
    {
        Assert.True(TagTemplate.Parse("latest").IsPlainText);
        Assert.False(TagTemplate.Parse("v{build}").IsPlainText);
    }

    [Fact]
    public void KnowsItsFields()
    {
        Assert.True(TagTemplate.Parse("{branch}-{sha:8}").Uses(TemplateField.Sha));
        Assert.False(TagTemplate.Parse("{branch}").Uses(TemplateField.Sha));
    }
}
