using System.Text.Json;
using Stevedore.Docker;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Docker;

/// <summary>Files and images get the commit's time, and the next commit finds its steps in a cache all the same.</summary>
public sealed class SettingTheTime
{
    private const string Commit = "1795169445";
    private const string Plain = "FROM alpine\nWORKDIR /srv\n";
    private const string Declaring = "FROM alpine\nARG SOURCE_DATE_EPOCH\nWORKDIR /srv\n";

    private static readonly BuilderDecision Engine = new("default", "a test") { IsComplete = true };
    private static readonly BuilderDecision PlainEngine = new("default", "a test");
    private static readonly BuilderDecision InContainer = new("stevedore", "a test") { IsComplete = true, RewritesTimestamps = true };

    [Fact]
    public void IsTheOutputsAffairAndNoArgument()
    {
        Assert.Equal($"type=registry,rewrite-timestamp=true,source-date-epoch={Commit}", Output(Web(Plain), InContainer));
        Assert.Equal($"type=image,push=,store=false,source-date-epoch={Commit}", Output(Web(Plain), Engine));
        Assert.Equal("type=registry", Output(Web(Plain), PlainEngine));
        Assert.Equal($"type=docker,source-date-epoch={Commit}", Output(Web(Plain), Engine, BuildPurpose.Load));
        Assert.Empty(Arguments(Web(Plain)));
    }

    [Fact]
    public void IsAnArgumentTooWhereTheDockerfileDeclaresIt()
    {
        Assert.Equal([$"SOURCE_DATE_EPOCH={Commit}"], Arguments(Web(Declaring)));
        Assert.Equal($"type=registry,rewrite-timestamp=true,source-date-epoch={Commit}", Output(Web(Declaring), InContainer));
    }

    [Theory]
    [InlineData(Plain)]
    [InlineData(Declaring)]
    public void IsWhatTheArgumentsOfTheImageSay(string dockerfile)
    {
        var given = Web(dockerfile, """{ "A": "1", "SOURCE_DATE_EPOCH": "0" }""");

        Assert.Equal(["A=1", "SOURCE_DATE_EPOCH=0"], Arguments(given));
        Assert.Equal("type=registry,rewrite-timestamp=true,source-date-epoch=0", Output(given, InContainer));
    }

    [Fact]
    public void IsTheClocksWhereAnEmptyArgumentSaysSo()
    {
        var given = Web(Declaring, """{ "SOURCE_DATE_EPOCH": "" }""");

        Assert.Equal(["SOURCE_DATE_EPOCH="], Arguments(given));
        Assert.Equal("type=registry", Output(given, InContainer));
        Assert.Equal("type=image,push=,store=false", Output(given, Engine));
    }

    [Fact]
    public void IsTheClocksWhereNoCommitIsKnown()
    {
        var given = Web(Declaring) with { Source = SourceCases.Pipeline };

        Assert.Empty(Arguments(given));
        Assert.Equal("type=registry", Output(given, InContainer));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("-1")]
    [InlineData("1,push=false")]
    public void IsANumber(string value) =>
        Assert.Equal(
            $"Cannot build 'web': images.web.args.SOURCE_DATE_EPOCH is '{value}', which is no number of seconds since 1970. "
                + "Correct it, or leave it out: the commit's date is then taken.",
            Web(Plain, $$"""{ "SOURCE_DATE_EPOCH": "{{value}}" }""").Fault()
        );

    [Theory]
    [InlineData(Declaring, null, true)]
    [InlineData(Plain, null, false)]
    [InlineData(Declaring, """{ "SOURCE_DATE_EPOCH": "0" }""", false)]
    public void CostsWhatThePlanSays(string dockerfile, string? arguments, bool isSaid) =>
        Assert.Equal(
            isSaid,
            Web(dockerfile, arguments)
                .Text()
                .Contains(
                    "each commit runs again what follows ARG SOURCE_DATE_EPOCH in the Dockerfile and, "
                        + "with BuildKit 0.22 and later, all from the first WORKDIR on\n",
                    StringComparison.Ordinal
                )
        );

    private static PlanCase Web(string dockerfile, string? arguments = null) =>
        new($$"""{ "images": { "web": { "args": {{arguments ?? "{}"}} } } }""") { Dockerfiles = { ["web"] = dockerfile } };

    private static string Output(PlanCase given, BuilderDecision builder, BuildPurpose purpose = BuildPurpose.Push) =>
        Target(given, builder, purpose).GetProperty("output")[0].GetString()!;

    private static IEnumerable<string> Arguments(PlanCase given) =>
        Target(given, InContainer, BuildPurpose.Push).TryGetProperty("args", out var arguments)
            ? arguments.EnumerateObject().Select(argument => $"{argument.Name}={argument.Value}")
            : [];

    private static JsonElement Target(PlanCase given, BuilderDecision builder, BuildPurpose purpose)
    {
        using var document = JsonDocument.Parse(given.Bake(purpose, builder: builder));
        return document.RootElement.GetProperty("target").GetProperty("web").Clone();
    }
}
