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

    private const string Similar = """
        { "images": { "my-api": {}, "myapi": { "repository": "other", "args": { "A_B": "1", "a-b": "1", "ab": "1", "C-D": "1", "C_d": "1" } } },
          "registries": { "lan-1": { "type": "registry", "host": "a" }, "lan1": { "type": "registry", "host": "b" },
                          "Hub": { "type": "registry", "host": "c" }, "hub": { "type": "registry", "host": "d" } } }
        """;

    [Theory]
    [InlineData("REGISTRIES__LAN_1__HOST", "registries.lan-1.host")]
    [InlineData("REGISTRIES__LAN1__HOST", "registries.lan1.host")]
    [InlineData("REGISTRIES__lan-1__HOST", "registries.lan-1.host")]
    [InlineData("REGISTRIES__Hub__HOST", "registries.Hub.host")]
    [InlineData("REGISTRIES__hub__HOST", "registries.hub.host")]
    [InlineData("IMAGES__MY_API__REPOSITORY", "images.my-api.repository")]
    [InlineData("IMAGES__MYAPI__REPOSITORY", "images.myapi.repository")]
    [InlineData("IMAGES__MYAPI__ARGS__A_B", "images.myapi.args.A_B")]
    [InlineData("IMAGES__MYAPI__ARGS__AB", "images.myapi.args.ab")]
    [InlineData("IMAGES__MYAPI__ARGS__a-b", "images.myapi.args.a-b")]
    public void MeanWhatIsWrittenExactlySo(string variable, string path) =>
        Assert.Equal(
            $"\"x\" from STEVEDORE__{variable}",
            new Given(Similar) { Environment = { [$"STEVEDORE__{variable}"] = "x" } }.Value(path)
        );

    [Theory]
    [InlineData(
        "REGISTRIES__L_AN_1__HOST",
        "'L_AN_1' may be 'lan-1' or 'lan1'. Write STEVEDORE__REGISTRIES__LAN_1 or STEVEDORE__REGISTRIES__LAN1."
    )]
    [InlineData("REGISTRIES__HUB__HOST", "'HUB' may be 'Hub' or 'hub'. Rename one of them, or set it in the file.")]
    [InlineData("IMAGES__MY__API__REPOSITORY", "'MY' is not a setting. Use one of MY-API, MYAPI.")]
    [InlineData(
        "IMAGES__M_YAPI__REPOSITORY",
        "'M_YAPI' may be 'my-api' or 'myapi'. Write STEVEDORE__IMAGES__MY_API or STEVEDORE__IMAGES__MYAPI."
    )]
    [InlineData("IMAGES__MYAPI__ARGS__C_D", "'C_D' may be 'C-D' or 'C_d'. Rename one of them, or set it in the file.")]
    public void ThatMayMeanSeveralAreNamed(string variable, string message) =>
        Assert.Equal(
            $"Cannot use STEVEDORE__{variable}: {message}",
            new Given(Similar) { Environment = { [$"STEVEDORE__{variable}"] = "x" } }.Fault()
        );

    [Fact]
    public void ThatDisagreeAreNamed() =>
        Assert.Equal(
            "Cannot use STEVEDORE__IMAGES__MY_API__CACHE: STEVEDORE__IMAGES__MYAPI__CACHE sets images.my-api.cache as well, to something else. "
                + "Keep one of them.",
            new Given(File)
            {
                Environment = { ["STEVEDORE__IMAGES__MY_API__CACHE"] = "none", ["STEVEDORE__IMAGES__MYAPI__CACHE"] = "inline" },
            }.Fault()
        );

    [Fact]
    public void ThatAgreeAreTaken() =>
        Assert.Equal(
            "\"none\" from stevedore__images__my_api__cache",
            new Given(File)
            {
                Environment = { ["STEVEDORE__IMAGES__MY_API__CACHE"] = "none", ["stevedore__images__my_api__cache"] = "none" },
            }.Value("images.my-api.cache")
        );

    [Theory]
    [InlineData("STEVEDORE__REGISTRIES")]
    [InlineData("stevedore__registries")]
    public void ThatSetAPartBeatTheOneThatSetsTheWhole(string whole) =>
        Assert.Equal(
            "\"us-east-1\" from STEVEDORE__REGISTRIES__ECR__REGION",
            new Given(File)
            {
                Environment =
                {
                    [whole] = """{ "ecr": { "region": "eu-west-1", "account": "123456789012" } }""",
                    ["STEVEDORE__REGISTRIES__ECR__REGION"] = "us-east-1",
                },
            }.Value("registries.ecr.region")
        );

    [Theory]
    [InlineData("STEVEDORE_ENVIRONMENT")]
    [InlineData("STEVEDORE_COMMIT")]
    [InlineData("STEVEDORE_LAB_HOST")]
    public void HaveTwoUnderscores(string variable) =>
        Assert.Equal("\"auto\" from default", new Given(File) { Environment = { [variable] = "x" } }.Value("builder.driver"));

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
