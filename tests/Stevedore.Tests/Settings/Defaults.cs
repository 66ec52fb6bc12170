using System.Text.Json;
using Xunit;

namespace Stevedore.Tests.Settings;

public sealed class Defaults
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    [Theory]
    [InlineData("defaults-one-image", Given.OneImage)]
    [InlineData(
        "defaults-two-images",
        """
            {
              "platforms": ["linux/arm64"],
              "images": { "base": {}, "web": { "repository": "shop/web", "attestations": { "provenance": "none" } } },
              "registries": {
                "pulls": { "type": "docker-hub", "push": false, "credentials": { "secretsManager": "hub" } },
                "public": { "type": "ecr-public", "alias": "acme" },
                "lan": { "type": "registry", "host": "127.0.0.1:5000", "credentials": { "secretsManager": "lan", "username": "ann" } },
                "ecr": { "push": false },
                "prod": { "type": "ecr" }
              }
            }
            """
    )]
    public void AreThese(string golden, string file) =>
        GoldenFile.Equal(golden + ".json", SettingsText.Of(new Given(file).Resolve().Values)!.ToJsonString(Indented) + "\n");

    [Fact]
    public void AreTheSourceOfWhatNobodySaid() =>
        Assert.Equal("[\"linux/amd64\"] from default", new Given(Given.OneImage).Value("platforms"));

    [Fact]
    public void LeaveTheImagesPlatformsToThePlan() =>
        Assert.Equal(
            "null from default",
            new Given("""{ "images": { "web": {} }, "platforms": ["linux/arm64"] }""").Value("images.web.platforms")
        );

    [Fact]
    public void CarryTheSourceOfWhatTheyFollow() =>
        Assert.Equal(
            "\"max\" from stevedore.json:1",
            new Given("""{ "images": { "web": {} }, "attestations": { "provenance": "max" } }""").Value(
                "images.web.attestations.provenance"
            )
        );

    [Theory]
    [InlineData("""{ "hub": { "type": "docker-hub", "namespace": "a" }, "second": { "type": "ecr" } }""", "second")]
    [InlineData("""{ "hub": { "type": "docker-hub", "namespace": "a" }, "lan": { "type": "registry", "host": "x" } }""", "hub")]
    [InlineData("""{ "ecr": { "push": false }, "lan": { "type": "registry", "host": "x" } }""", "lan")]
    public void DeployFromTheFirstEcr(string registries, string name) =>
        Assert.Equal(
            $"\"{name}\" from default",
            new Given($$"""{ "images": { "web": {} }, "registries": {{registries}} }""").Value("definitions.registry")
        );
}
