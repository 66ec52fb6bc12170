using Xunit;

namespace Stevedore.Tests.Settings;

public sealed class ReadingAFileThatIsNotJson
{
    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\n")]
    public void SaysThatItIsEmpty(string text) =>
        Assert.Equal(
            """Cannot use stevedore.json: line 1: the file is empty. Write { "images": { "web": { "context": "." } } }.""",
            new Given(text).Fault()
        );

    [Fact]
    public void NamesLineAndColumn() =>
        Assert.Equal(
            "Cannot use stevedore.json: line 2: not JSON at column 3: 'i' is an invalid start of a property name. Expected a '\"'. "
                + "Correct it; comments and trailing commas are allowed.",
            new Given("{\n  images: {}\n}").Fault()
        );

    [Theory]
    [InlineData("// nothing yet", 1)]
    [InlineData("{", 1)]
    [InlineData("{}\n}", 2)]
    [InlineData("[1,\n2", 2)]
    public void IsAFaultOfTheFile(string text, int line) =>
        Assert.StartsWith(
            $"Cannot use stevedore.json: line {line}: not JSON at column ",
            new Given(text).Fault(),
            StringComparison.Ordinal
        );

    [Fact]
    public void SaysNothingElse() =>
        Assert.StartsWith(
            "Cannot use stevedore.json: line 1: not JSON at column ",
            new Given("{ prod }") { Section = "prod", Environment = { ["STEVEDORE__IMAGES__WEB__CACHE"] = "none" } }.Fault(),
            StringComparison.Ordinal
        );

    [Fact]
    public void SaysWhatTheTopMustBe() =>
        Assert.Equal("Cannot use stevedore.json: line 1: must be an object, not a list. Correct it.", new Given("[]").Fault());

    [Fact]
    public void AllowsCommentsTrailingCommasAndAByteOrderMark() =>
        Assert.Equal(
            "[\"linux/arm64\"] from stevedore.json:3",
            new Given(
                """
                {
                  // ours
                  "platforms": ["linux/arm64",], /* and */
                  "images": { "web": {}, },
                }
                """.Insert(0, "\uFEFF")
            ).Value("platforms")
        );

    [Fact]
    public void SaysThatHalfACharacterIsNoText() =>
        Assert.Equal(
            "Cannot use stevedore.json: line 1: images.web.target: not text: an escape sequence stands for no character. Correct it.",
            new Given("""{ "images": { "web": { "target": "\uD800" } } }""").Fault()
        );
}
