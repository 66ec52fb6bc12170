using Stevedore.Templates;
using Stevedore.Tests.Planning.Tags;
using Stevedore.Tests.Settings;
using Xunit;

namespace Stevedore.Tests.Templates;

public sealed class ParsingATemplate
{
    private const string All = "{sha}, {sha:N}, {branch}, {tag}, {version}, {build}, {date:FORMAT}, {base:N}; write {{ and }} for braces";
    private const string ShaDigits = "N is a number of digits from 1 to 64. Write it like {sha} or {sha:N}.";
    private const string BaseDigits = "it needs a number of digits from 1 to 64. Write it like {base:N}.";
    private const string DateFormat = "it needs a format that .NET can write, such as yyyyMMdd. Write it like {date:FORMAT}.";

    public static TheoryData<string, string> Wrong { get; } =
        new()
        {
            { "{shah}", "'{shah}' is not a placeholder. Did you mean {sha} or {sha:N}?" },
            { "v{number}", $"'{{number}}' is not a placeholder. Use one of {All}." },
            { "{}", $"'{{}}' is not a placeholder. Use one of {All}." },
            { """{"a":1}""", $$"""'{"a":1}' is not a placeholder. Use one of {{All}}.""" },
            { "{branch:8}", "'{branch:8}' is not a placeholder. Did you mean {branch}?" },
            { "{sha", "'{sha' has a '{' without a '}'. Close it, or write {{ for a brace." },
            { "sha}", "'sha}' has a '}' without a '{'. Open it, or write }} for a brace." },
            { "{sha:0}", $"'{{sha:0}}' is not a placeholder: {ShaDigits}" },
            { "{sha:}", $"'{{sha:}}' is not a placeholder: {ShaDigits}" },
            { "{base:65}", $"'{{base:65}}' is not a placeholder: {BaseDigits}" },
            { "{base}", $"'{{base}}' is not a placeholder: {BaseDigits}" },
            { "{date}", $"'{{date}}' is not a placeholder: {DateFormat}" },
            { "{date:}", $"'{{date:}}' is not a placeholder: {DateFormat}" },
            { "{date: }", $"'{{date: }}' is not a placeholder: {DateFormat}" },
            { "{date:'yyyy}", $"'{{date:'yyyy}}' is not a placeholder: {DateFormat}" },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void SaysWhatIsWrong(string template, string message) =>
        Assert.Equal(
            $"Cannot use the template '{template}': {message}",
            Assert.Throws<StevedoreException>(() => TagTemplate.Parse(template)).Message
        );

    [Theory]
    [MemberData(nameof(Wrong))]
    public void IsWrongInTheSettingsAlready(string template, string message)
    {
        var text = System.Text.Json.JsonSerializer.Serialize(template);

        Assert.Equal(
            $"Cannot use stevedore.json: line 1: tags[0]: {message}",
            new Given($$"""{ "images": { "web": {} }, "tags": [{{text}}] }""").Fault()
        );
        Assert.Equal(
            $"Cannot use stevedore.json: line 1: images.web.args.A: {message}",
            new Given($$"""{ "images": { "web": { "args": { "A": {{text}} } } } }""").Fault()
        );
    }

    [Theory]
    [InlineData("""{{"sha":"{sha:4}"}}""")]
    [InlineData("{{sha}}")]
    [InlineData("{date:d}")]
    [InlineData("")]
    public void TakesInTheSettingsWhatCanBePlanned(string template)
    {
        _ = TagTemplate.Parse(template);

        Assert.Equal(
            template,
            new Given($$"""{ "images": { "web": { "args": { "A": {{System.Text.Json.JsonSerializer.Serialize(template)}} } } } }""")
                .Resolve()
                .Values.Images!["web"]
                .Args!["A"]
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
