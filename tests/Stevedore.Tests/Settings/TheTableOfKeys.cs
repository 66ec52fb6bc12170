using System.Text.Json.Nodes;
using Stevedore.Settings;
using Stevedore.Settings.Shapes;
using Xunit;

namespace Stevedore.Tests.Settings;

/// <summary>The settings are read by a table and described by metadata: here the two are held together.</summary>
public sealed class TheTableOfKeys
{
    private const string EveryKey = """
        {
          "platforms": ["linux/arm64"],
          "images": {
            "base": {},
            "web": {
              "context": "app", "dockerfile": "Containerfile", "target": "final", "args": { "A": "1" }, "contexts": { "base": "image:base" },
              "repository": "shop/web", "tagPrefix": "web-", "container": "app", "platforms": ["linux/386"], "registries": ["ecr"],
              "secrets": { "npmrc": "env:NPM" }, "ssh": ["default"], "cache": "inline", "attestations": { "provenance": "max", "sbom": true }
            }
          },
          "registries": {
            "ecr": {
              "type": "ecr", "account": "111122223333", "region": "eu-west-1", "role": "arn:aws:iam::111122223333:role/push",
              "createRepositories": false, "immutableTags": false, "push": true
            },
            "public": { "type": "ecr-public", "alias": "acme", "role": "arn:aws:iam::111122223333:role/push", "createRepositories": false, "push": false },
            "hub": {
              "type": "docker-hub", "namespace": "acme", "push": false,
              "credentials": {
                "secretsManager": "hub", "usernameKey": "user", "passwordKey": "token", "username": "ann", "versionStage": "AWSPREVIOUS",
                "versionId": "1", "region": "eu-west-2", "role": "arn:aws:iam::111122223333:role/read"
              }
            },
            "store": {
              "type": "registry", "host": "ghcr.io", "ca": "ca.pem", "push": true,
              "credentials": {
                "parameterStore": { "username": "/u", "password": "/p", "region": "eu-west-2", "role": "arn:aws:iam::111122223333:role/read" }
              }
            },
            "env": { "type": "registry", "host": "x", "push": true, "credentials": { "environment": { "username": "U", "password": "P" } } },
            "docker": { "type": "registry", "host": "y", "push": true, "credentials": "docker-config" }
          },
          "tags": ["{sha}", { "tag": "latest", "on": "branch:main" }],
          "push": ["branch:main"],
          "attestations": { "provenance": "none", "sbom": true },
          "builder": {
            "driver": "remote", "name": "mine", "image": "moby/buildkit", "options": { "network": "host" }, "config": "buildkitd.toml",
            "nodes": ["linux/arm64=ssh://x"], "emulation": "none", "emulationImage": "binfmt"
          },
          "definitions": { "registry": "env", "pin": "digest" }
        }
        """;

    public static TheoryData<string> Kinds => ["ecr", "ecr-public", "docker-hub", "registry"];

    [Fact]
    public void HasTheKeysOfTheMetadata() =>
        Assert.Equal(Words(DerivedShape.Of(SettingsJson.Bound.SettingsFile)), Words(SettingsShapes.File));

    [Fact]
    public void HasTheKeysOfATag() =>
        Assert.Equal(Words(DerivedShape.Keys(SettingsJson.Default.TagSettings)), Words(SettingsShapes.Tag.Keys));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void HasTheKeysOfEveryKindOfRegistry(string type)
    {
        var kind = RegistryKinds.Find(type)!;
        Assert.Equal(Words(DerivedShape.Keys(kind.Keys)), Words(kind.Shape));
    }

    [Fact]
    public void HasTheKeysOfEveryFormOfCredentials() =>
        Assert.Equal(
            CredentialForm.All.Select(form => Words(DerivedShape.Keys(form.Info()))),
            CredentialForm.All.Select(form => Words(form.Keys))
        );

    [Fact]
    public void IsBoundKeyByKey()
    {
        var expected = JsonNode.Parse(EveryKey)!;
        var bound = SettingsText.Of(new Given(EveryKey).Resolve().Values)!;
        _ = expected["images"]!.AsObject().Remove("base");
        _ = bound["images"]!.AsObject().Remove("base");
        Assert.True(JsonNode.DeepEquals(expected, bound), bound.ToJsonString());
    }

    [Fact]
    public void IsWholeInThisTest()
    {
        var said = JsonNode.Parse(EveryKey)!;
        Assert.Equal(Names(SettingsShapes.Section.Keys), said.AsObject().Select(pair => pair.Key).Order());
        Assert.Equal(Names(SettingsShapes.Image.Keys), said["images"]!["web"]!.AsObject().Select(pair => pair.Key).Order());
        Assert.Equal(Names(SettingsShapes.Builder.Keys), said["builder"]!.AsObject().Select(pair => pair.Key).Order());
    }

    private static IEnumerable<string> Names(IEnumerable<ShapeKey> keys) => keys.Select(key => key.Name).Order();

    private static string Words(IEnumerable<ShapeKey> keys) =>
        string.Join('\n', keys.OrderBy(key => key.Name).Select(key => $"{key.Name}{(key.IsRequired ? "!" : "")}: {Words(key.Shape)}"));

    private static string Words(Shape shape) =>
        shape.Kind is ShapeKind.Keys ? $"{{{Words(shape.Keys)}}}"
        : shape.Element is { } element ? $"{shape.Kind}<{Words(element)}>"
        : shape.Kind.ToString();
}
