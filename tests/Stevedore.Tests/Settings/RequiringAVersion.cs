using Xunit;

namespace Stevedore.Tests.Settings;

public sealed class RequiringAVersion
{
    [Theory]
    [InlineData("0", "0.3.1")]
    [InlineData("0.3", "0.3.0")]
    [InlineData("0.3", "0.3.0-alpha.0.12")]
    [InlineData("0.3.1", "0.3.1+0f1e2d")]
    [InlineData("0.3.1", "0.3.2")]
    [InlineData("0.9", "0.10.0")]
    [InlineData("0.3", "1.0.0")]
    public void IsMet(string required, string version) => Assert.NotNull(Given(required, version).Resolve());

    [Theory]
    [InlineData("0.3.2", "0.3.1")]
    [InlineData("0.4", "0.3.1")]
    [InlineData("0.10", "0.9.7")]
    [InlineData("1", "0.3.0-alpha.0.12")]
    public void SaysWhatIsMissingAndHowToGetIt(string required, string version) =>
        Assert.Equal(
            $"Cannot use stevedore.json: line 1: requires: the file is for Stevedore {required} or later, and this is {version}. "
                + "Update it with `stevedore update` (or the target Update), or remove the key if the file needs nothing newer.",
            Given(required, version).Fault()
        );

    [Fact]
    public void IsSaidBeforeWhatOnlyANewerStevedoreReads() =>
        Assert.Equal(
            "Cannot use stevedore.json: line 2: requires: the file is for Stevedore 0.4 or later, and this is 0.3.1. "
                + "Update it with `stevedore update` (or the target Update), or remove the key if the file needs nothing newer.",
            new Given("{ \"newer\": [],\n  \"requires\": \"0.4\", \"tags\": 7 }").Fault()
        );

    [Theory]
    [InlineData("\">=0.3\"", "requires: '>=0.3' is not a version")]
    [InlineData("\"v0.3\"", "requires: 'v0.3' is not a version")]
    [InlineData("\"0.3.0-alpha\"", "requires: '0.3.0-alpha' is not a version")]
    [InlineData("\"\"", "requires: '' is not a version")]
    public void RefusesWhatIsNone(string required, string why) =>
        Assert.Equal(
            $"Cannot use stevedore.json: line 1: {why}. Write the oldest Stevedore that will do in numbers, such as 0.3; its previews count as it.",
            new Given($$"""{ "requires": {{required}}, "images": { "web": {} } }""").Fault()
        );

    [Fact]
    public void RefusesANumber() =>
        Assert.Equal(
            "Cannot use stevedore.json: line 1: requires: must be text, not a number. Put it in quotes.",
            new Given("""{ "requires": 0.3, "images": { "web": {} } }""").Fault()
        );

    [Fact]
    public void IsForTheWholeFile() =>
        Assert.StartsWith(
            "Cannot use stevedore.json: line 1: environments.prod.requires: unknown key. ",
            new Given("""{ "images": { "web": {} }, "environments": { "prod": { "requires": "0.1" } } }""").Fault(),
            StringComparison.Ordinal
        );

    private static Given Given(string required, string version) =>
        new($$"""{ "requires": "{{required}}", "images": { "web": {} } }""") { Version = version };
}
