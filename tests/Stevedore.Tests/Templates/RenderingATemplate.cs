using Stevedore.Images;
using Stevedore.Templates;
using Stevedore.Tests.Planning.Tags;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Templates;

public sealed class RenderingATemplate
{
    private static readonly TagValues Values = new(
        SourceCases.Commit,
        "main",
        "42",
        // Still the day before in UTC.
        new DateTimeOffset(2026, 11, 21, 0, 10, 45, TimeSpan.FromHours(2)),
        Digest.Parse("sha256:" + new string('a', 64))
    )
    {
        GitTags = ["v1.4.2"],
    };

    [Theory]
    [InlineData("{sha}", SourceCases.Commit)]
    [InlineData("{sha:8}", "3f2a91c0")]
    [InlineData("{sha:64}", SourceCases.Commit)]
    [InlineData("{branch}", "main")]
    [InlineData("{tag}", "v1.4.2")]
    [InlineData("{version}", "1.4.2")]
    [InlineData("{build}", "42")]
    [InlineData("{date:yyyyMMdd}", "20261120")]
    [InlineData("{date:y}", "26")]
    [InlineData("{base:4}", "aaaa")]
    [InlineData("latest", "latest")]
    [InlineData("{branch}-{build}.{sha:7}", "main-42.3f2a91c")]
    public void FillsInItsFields(string template, string tag)
    {
        var rendering = TagTemplate.Parse(template).Render(Values);

        Assert.Equal(tag, rendering.Tag!.Value);
        Assert.Empty(rendering.Notes);
        Assert.Null(rendering.Missing);
    }

    [Theory]
    [InlineData("{sha:8}", TemplateField.Sha)]
    [InlineData("{build}-{branch}", TemplateField.Build)]
    [InlineData("{tag}", TemplateField.Tag)]
    [InlineData("{version}", TemplateField.Version)]
    [InlineData("{date:yyyy}", TemplateField.Date)]
    [InlineData("{base:8}", TemplateField.Base)]
    public void HasNoTagWithoutAValue(string template, Enum missing)
    {
        var rendering = TagTemplate.Parse(template).Render(new());

        Assert.Null(rendering.Tag);
        Assert.Equal(missing, rendering.Missing);
    }

    [Fact]
    public void HasNoVersionWhereTheTagIsNone() =>
        Assert.Equal(TemplateField.Version, TagTemplate.Parse("{version}").Render(Values with { GitTags = ["nightly"] }).Missing);

    [Theory]
    [InlineData("{branch}", "feature/x", "feature-x", "branch 'feature/x' became 'feature-x'")]
    [InlineData("{branch}", "grün", "gr-n", "branch 'grün' became 'gr-n'")]
    [InlineData("{branch}", "a😀b", "a-b", "branch 'a😀b' became 'a-b'")]
    [InlineData("a b", "", "a-b", "text 'a b' became 'a-b'")]
    public void ReplacesWhatATagCannotHave(string template, string branch, string tag, string note)
    {
        var rendering = TagTemplate.Parse(template).Render(new(Branch: branch));

        Assert.Equal(tag, rendering.Tag!.Value);
        Assert.Equal([note], rendering.Notes);
    }

    [Fact]
    public void ReplacesTheSignsOfBuildMetadata()
    {
        var rendering = TagTemplate.Parse("{version}").Render(Values with { GitTags = ["v1.4.2+7"] });

        Assert.Equal("1.4.2-7", rendering.Tag!.Value);
        Assert.Equal(["version '1.4.2+7' became '1.4.2-7'"], rendering.Notes);
    }

    [Fact]
    public void DoesNotBeginWithADotOrADash()
    {
        var rendering = TagTemplate.Parse("{branch}").Render(new(Branch: "ümlaut"));

        Assert.Equal("_mlaut", rendering.Tag!.Value);
        Assert.Equal(["branch 'ümlaut' became '-mlaut'", "tag '-mlaut' became '_mlaut', for a tag cannot begin with '-'"], rendering.Notes);
        Assert.Equal("_env", TagTemplate.Parse(".env").Render(new()).Tag!.Value);
    }

    [Fact]
    public void PutsThePrefixBeforeAndTheSuffixBehind()
    {
        var rendering = TagTemplate.Parse("{sha:8}").Render(Values, "web/", "-dirty");

        Assert.Equal("web-3f2a91c0-dirty", rendering.Tag!.Value);
        Assert.Equal(["tag prefix 'web/' became 'web-'"], rendering.Notes);
    }

    [Fact]
    public void RefusesMoreThanATagMayHave()
    {
        var template = TagTemplate.Parse("{branch}");

        Assert.Equal(128, template.Render(new(Branch: new string('b', 128))).Tag!.Value.Length);
        var error = Assert.Throws<StevedoreException>(() => template.Render(new(Branch: new string('b', 123)), suffix: "-dirty"));
        Assert.Equal(
            $"Cannot make a tag from '{{branch}}': '{new string('b', 123)}-dirty' has 129 characters, and a tag may have 128. "
                + "Use a shorter name, or another template in tags.",
            error.Message
        );
    }

    [Fact]
    public void RefusesAnEmptyTag() =>
        Assert.Equal(
            "Cannot make a tag from '': it is empty. Write a tag, or leave it out of tags.",
            Assert.Throws<StevedoreException>(() => TagTemplate.Parse("").Render(Values)).Message
        );
}
