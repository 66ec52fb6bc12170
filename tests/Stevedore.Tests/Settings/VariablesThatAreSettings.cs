using Xunit;

namespace Stevedore.Tests.Settings;

public sealed class VariablesThatAreSettings
{
    private const string File = """
        { "images": { "web": {}, "my-api": { "args": { "VERSION": "1" } } },
          "registries": { "ecr": { "type": "ecr" }, "hub": { "type": "docker-hub", "namespace": "acme" } } }
        """;

    [Theory]
    [InlineData("STEVEDORE__PLATFORMS", "linux/amd64, linux/arm64", "platforms", """["linux/amd64","linux/arm64"]""")]
    [InlineData("STEVEDORE__PLATFORMS", """["linux/arm64"]""", "platforms", """["linux/arm64"]""")]
    [InlineData("STEVEDORE__TAGS", "{sha:8},latest", "tags", """["{sha:8}","latest"]""")]
    [InlineData(
        "STEVEDORE__TAGS",
        """["{sha}",{"tag":"latest","on":"branch:main"}]""",
        "tags",
        """["{sha}",{"tag":"latest","on":"branch:main"}]"""
    )]
    [InlineData("STEVEDORE__IMAGES__MY_API__TAG_PREFIX", "api-", "images.my-api.tagPrefix", "\"api-\"")]
    [InlineData("stevedore__images__web__cache", "none", "images.web.cache", "\"none\"")]
    [InlineData("STEVEDORE__IMAGES__MY_API__ARGS__VERSION", "2", "images.my-api.args.VERSION", "\"2\"")]
    [InlineData("STEVEDORE__IMAGES__WEB__ARGS__Mode", "x", "images.web.args.Mode", "\"x\"")]
    [InlineData("STEVEDORE__ATTESTATIONS__SBOM", "True", "attestations.sbom", "true")]
    [InlineData("STEVEDORE__REGISTRIES__ECR__IMMUTABLETAGS", "0", "registries.ecr.immutableTags", "false")]
    [InlineData("STEVEDORE__REGISTRIES__HUB__CREDENTIALS", "docker-config", "registries.hub.credentials", "\"docker-config\"")]
    [InlineData("STEVEDORE__REGISTRIES__HUB__CREDENTIALS__SECRETSMANAGER", "hub", "registries.hub.credentials.secretsManager", "\"hub\"")]
    public void SetTheirKey(string variable, string text, string path, string json) =>
        Assert.Equal($"{json} from {variable}", new Given(File) { Environment = { [variable] = text } }.Value(path));

    [Theory]
    [InlineData("STEVEDORE__PLATFROMS", "x", "'PLATFROMS' is not a setting. Did you mean STEVEDORE__PLATFORMS?")]
    [InlineData("STEVEDORE__IMAGES__WBE__CACHE", "x", "'WBE' is not a setting. Did you mean STEVEDORE__IMAGES__WEB?")]
    [InlineData("STEVEDORE__IMAGES__FRONTEND__CACHE", "x", "'FRONTEND' is not a setting. Use one of WEB, MY-API.")]
    [InlineData("STEVEDORE__PLATFORMS__0", "x", "'0' is not a setting. Nothing can stand below it; set it as a whole.")]
    [InlineData("STEVEDORE__ATTESTATIONS__SBOM", "yes", "must be true or false, not text. Write true or false, without quotes.")]
    [InlineData("STEVEDORE__IMAGES__WEB__CACHE", "s3", "'s3' is not a choice here. Use one of registry, inline, none.")]
    public void ThatWillNotDoAreNamed(string variable, string text, string message) =>
        Assert.Equal($"Cannot use {variable}: {message}", new Given(File) { Environment = { [variable] = text } }.Fault());

    [Theory]
    [InlineData("STEVEDORE_ENVIRONMENT")]
    [InlineData("STEVEDORE_COMMIT")]
    [InlineData("STEVEDORE_LAB_HOST")]
    public void HaveTwoUnderscores(string variable) =>
        Assert.Equal("\"registry\" from default", new Given(File) { Environment = { [variable] = "x" } }.Value("images.web.cache"));

    [Fact]
    public void SayNothingWhenEmpty() =>
        Assert.Equal(
            "[\"linux/amd64\"] from default",
            new Given(File) { Environment = { ["STEVEDORE__PLATFORMS"] = " " } }.Value("platforms")
        );

    [Fact]
    public void ReachTheRegistryAndImageThatNobodyConfigured() =>
        Assert.Equal(
            "\"111122223333\" from STEVEDORE__REGISTRIES__ECR__ACCOUNT",
            new Given(File: null)
            {
                Environment =
                {
                    ["IMAGE_REPO_NAME"] = "web",
                    ["STEVEDORE__REGISTRIES__ECR__ACCOUNT"] = "111122223333",
                    ["STEVEDORE__IMAGES__WEB__CACHE"] = "none",
                },
            }.Value("registries.ecr.account")
        );
}
