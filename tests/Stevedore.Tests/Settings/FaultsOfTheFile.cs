using Xunit;

namespace Stevedore.Tests.Settings;

public sealed class FaultsOfTheFile
{
    /// <summary>A member of the file, and what is wrong with it.</summary>
    public static TheoryData<string, string> WrongTypes =>
        new()
        {
            { "\"platforms\": \"linux/amd64\"", "platforms: must be a list, not text. Put it in brackets: [\"…\"]." },
            { "\"images\": { \"web\": { \"tagPrefix\": 1 } }", "images.web.tagPrefix: must be text, not a number. Put it in quotes." },
            {
                "\"attestations\": { \"sbom\": \"yes\" }",
                "attestations.sbom: must be true or false, not text. Write true or false, without quotes."
            },
            { "\"images\": []", "images: must be an object, not a list. Correct it." },
            { "\"images\": { \"web\": null }", "images.web: must be an object, not null. Correct it." },
            { "\"push\": [\"branch:main\", 7]", "push[1]: must be text, not a number. Put it in quotes." },
            { "\"tags\": [true]", "tags[0]: must be text or an object, not true or false. Put it in quotes." },
            { "\"tags\": [{ \"on\": \"tag:v*\" }]", "tags[0].tag: missing. Add it." },
            { "\"tags\": []", "tags: is empty. Name at least one, or leave the key out." },
        };

    public static TheoryData<string> Members =>
        [
            .. WrongTypes.Select(row => row.Data.Item1),
            "\"images\": { \"web\": { \"platfroms\": [] } }",
            "\"pipeline\": {}",
            "\"images\": { \"web\": { \"cache\": \"s3\" } }",
            "\"builder\": { \"driver\": \"podman\" }",
            "\"registries\": { \"q\": { \"type\": \"quay\" } }",
            "\"registries\": { \"ecr\": { \"type\": \"ecr\", \"host\": \"x\" } }",
            "\"registries\": { \"hub\": { \"type\": \"docker-hub\", \"credentials\": { \"environment\": { \"username\": \"U\" } } } }",
        ];

    [Fact]
    public void NameTheNearestKey() =>
        Assert.Equal(
            "Cannot use stevedore.json: line 3: images.web.platfroms: unknown key. Did you mean 'platforms'?",
            new Given("{ \"images\": {\n  \"web\": {\n    \"platfroms\": [\"linux/amd64\"]\n} } }").Fault()
        );

    [Fact]
    public void NameTheChoicesWhenNoKeyIsNear() =>
        Assert.Equal(
            "Cannot use stevedore.json: line 1: definitions.format: unknown key. Use one of registry, pin.",
            new Given("""{ "images": { "web": {} }, "definitions": { "format": "x" } }""").Fault()
        );

    [Theory]
    [InlineData("pipeline")]
    [InlineData("deployment")]
    [InlineData("release")]
    public void IncludeKeysThatNothingReadsYet(string key) =>
        Assert.StartsWith(
            $"Cannot use stevedore.json: line 1: {key}: unknown key. ",
            new Given($$"""{ "images": { "web": {} }, "{{key}}": {} }""").Fault(),
            StringComparison.Ordinal
        );

    [Theory]
    [MemberData(nameof(WrongTypes))]
    public void SayWhichTypeIsMeant(string member, string message) =>
        Assert.Equal("Cannot use stevedore.json: line 1: " + message, new Given($"{{ {member} }}").Fault());

    [Fact]
    public void AreReportedTogether() =>
        Assert.Equal(
            """
            Cannot use stevedore.json: it has 5 faults. Correct them:
              line 2: platforms[1]: 'linux/amd46' is not a platform that BuildKit builds for; did you mean linux/amd64?
              line 5: images.web.platfroms: unknown key; did you mean 'platforms'?
              line 6: images.web.cache: 'registri' is not a choice here; did you mean 'registry'?
              line 9: attestations.sbom: must be true or false, not a number; correct it
              line 12: registries.hub.type: 'dockerhub' is not a kind of registry; did you mean 'docker-hub'?
            """,
            new Given(
                """
                {
                  "platforms": ["linux/amd64", "linux/amd46"],
                  "images": {
                    "web": {
                      "platfroms": [],
                      "cache": "registri"
                    }
                  },
                  "attestations": { "sbom": 1 },
                  "registries": {
                    "ecr": { "type": "ecr" },
                    "hub": { "type": "dockerhub" }
                  }
                }
                """
            ).Fault()
        );

    [Fact]
    public void NameTheLineOfTheFirstOfTwoImages() =>
        Assert.Equal(
            "Cannot use stevedore.json: line 3: images.web: given twice, first on line 2. Remove one of them, or rename it.",
            new Given("{ \"images\": {\n  \"web\": {},\n  \"web\": {}\n} }").Fault()
        );

    [Fact]
    public void AreFoundInSectionsThatAreNotChosen() =>
        Assert.Equal(
            "Cannot use stevedore.json: line 2: environments.prod.registries.ecr.account: '1234' is not an AWS account. "
                + "Write its 12 digits, in quotes and with leading zeros.",
            new Given(
                """
                { "images": { "web": {} }, "environments": {
                  "prod": { "registries": { "ecr": { "account": "1234" } } } } }
                """
            ).Fault()
        );

    [Fact]
    public void DoNotIncludeTheSchemaOrNull() =>
        Assert.Equal(
            "null from default",
            new Given("""{ "$schema": "./stevedore.schema.json", "images": { "web": { "target": null } } }""").Value("images.web.target")
        );

    [Fact]
    public void AreTwentyAtMostWithTheirNumber()
    {
        var keys = string.Join(",\n", Enumerable.Range(1, 60_000).Select(number => $"\"unknown{number}\": 1"));

        var lines = new Given($"{{ \"images\": {{ \"web\": {{}} }},\n{keys} }}").Fault().Split('\n');

        Assert.Equal(22, lines.Length);
        Assert.Equal("Cannot use stevedore.json: it has 60000 faults. Correct them:", lines[0].TrimEnd());
        Assert.StartsWith("  line 2: unknown1: unknown key; use one of ", lines[1]);
        Assert.StartsWith("  line 21: unknown20: unknown key; use one of ", lines[20]);
        Assert.Equal("  and 59980 more", lines[21]);
    }

    [Fact]
    public void AreAllShownWhereTheyAreTwenty()
    {
        var keys = string.Join(",\n", Enumerable.Range(1, 20).Select(number => $"\"unknown{number}\": 1"));

        var lines = new Given($"{{ \"images\": {{ \"web\": {{}} }},\n{keys} }}").Fault().Split('\n');

        Assert.Equal(21, lines.Length);
        Assert.StartsWith("  line 21: unknown20: ", lines[20]);
    }

    [Fact]
    public void SayWhereTheyAreWhenTheFileIsNotAlone() =>
        Assert.Equal(
            """
            Cannot use the settings: they have 3 faults. Correct them:
              stevedore.json:1: images.web.cashe: unknown key; did you mean 'cache'?
              C#: builder.driver: 'podman' is not a choice here; use one of auto, docker, docker-container, remote, kubernetes, cloud
              --platforms: 'windows/amd64' cannot be built: BuildKit's builders run Linux and build no Windows images; use one of linux/amd64, linux/arm64, linux/arm/v7
            """,
            new Given("""{ "images": { "web": { "cashe": "none" } } }""")
            {
                Arguments = { ["platforms"] = "windows/amd64" },
                Code = new() { Builder = new() { Driver = "podman" } },
            }.Fault()
        );
}
