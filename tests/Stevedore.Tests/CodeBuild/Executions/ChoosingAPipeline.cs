using Stevedore.CodeBuild.Executions;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.CodeBuild.Executions;

public sealed class ChoosingAPipeline
{
    private static readonly Dictionary<string, PipelineSettings> Pipelines = new()
    {
        ["app"] = new()
        {
            Region = "eu-west-1",
            Account = "123456789012",
            Role = "arn:aws:iam::123456789012:role/pipelines",
        },
        ["checks"] = new() { Type = "project" },
    };

    [Fact]
    public void OfTheSettingsWithoutProjects() =>
        Assert.Equal(
            new PipelinePlace("app")
            {
                Region = "eu-west-1",
                Account = "123456789012",
                Role = "arn:aws:iam::123456789012:role/pipelines",
            },
            PipelinePlace.Of(null, Pipelines)
        );

    [Fact]
    public void ThatTheSettingsDoNotHave() => Assert.Equal(new PipelinePlace("other"), PipelinePlace.Of("other", Pipelines));

    [Fact]
    public void ByItsArn() =>
        Assert.Equal(
            new PipelinePlace("app") { Region = "cn-north-1", Account = "210987654321" },
            PipelinePlace.Of("arn:aws-cn:codepipeline:cn-north-1:210987654321:app", Pipelines)
        );

    [Fact]
    public void OfARegionWhereNothingIsNamed() => Assert.Null(PipelinePlace.Of(null, null).Name);

    [Theory]
    [InlineData("https://user:password@staging.acme.com/a?b=c", "https://staging.acme.com/a?b=c")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("staging", null)]
    [InlineData(null, null)]
    public void AndLinksThatABrowserOpens(string? text, string? link) => Assert.Equal(link, ExecutionWords.Link(text));

    [Theory]
    [InlineData("arn:aws:sts::123456789012:assumed-role/people/jane", "people/jane")]
    [InlineData("arn:aws:iam::123456789012:root", "root")]
    [InlineData("jane", "jane")]
    [InlineData("""{"ProviderType":"GitHub"}""", null)]
    [InlineData("  ", null)]
    public void AndWhoSomebodyIs(string arn, string? who) => Assert.Equal(who, ExecutionWords.Who(arn));

    [Fact]
    public void CutsWhatIsLong()
    {
        var message = string.Join(' ', Enumerable.Repeat("word", 100));

        Assert.Equal($"{string.Join(' ', Enumerable.Repeat("word", 20))}…", ExecutionWords.Summary(message));
    }
}
