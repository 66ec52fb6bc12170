using System.Text.Json.Nodes;
using Stevedore.Settings;
using Stevedore.Settings.Shapes;
using Xunit;

namespace Stevedore.Tests.Settings;

/// <summary>Every key of stevedore.json is a property, and what is written there comes out of it.</summary>
public sealed class EveryKey
{
    public const string All = """
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
            "nodes": ["linux/arm64=ssh://x"], "emulation": "none", "emulationImage": "binfmt", "entitlements": ["network.host"]
          },
          "definitions": { "registry": "env", "pin": "digest" },
          "deploy": {
            "cluster": "shop", "timeoutMinutes": 45, "account": "111122223333", "region": "eu-west-1", "role": "arn:aws:iam::111122223333:role/deploy",
            "before": { "container": "app", "command": ["migrate"], "service": "web" },
            "services": [
              "web",
              {
                "service": "worker", "cluster": "jobs", "taskDefinition": "deploy/worker.json",
                "containers": {
                  "worker": {
                    "image": "image:web", "environment": { "LEVEL": "{sha:8}" }, "secrets": { "KEY": "secretsManager:key" }, "cpu": 256, "memory": 512
                  }
                }
              }
            ]
          }
        }
        """;

    [Fact]
    public void IsBoundKeyByKey()
    {
        var expected = JsonNode.Parse(All)!;
        var bound = SettingsText.Of(new Given(All).Resolve().Values)!;
        _ = expected["images"]!.AsObject().Remove("base");
        _ = bound["images"]!.AsObject().Remove("base");
        Assert.True(JsonNode.DeepEquals(expected, bound), bound.ToJsonString());
    }

    [Fact]
    public void IsWholeInThisTest()
    {
        var said = JsonNode.Parse(All)!;
        Assert.Equal(Names(SettingsShapes.Section.Keys), said.AsObject().Select(pair => pair.Key).Order());
        Assert.Equal(Names(Below("images").Element!.Keys), said["images"]!["web"]!.AsObject().Select(pair => pair.Key).Order());
        Assert.Equal(Names(Below("builder").Keys), said["builder"]!.AsObject().Select(pair => pair.Key).Order());
    }

    private static Shape Below(string key) => SettingsShapes.Section.Keys.First(known => known.Name == key).Shape;

    private static IEnumerable<string> Names(IEnumerable<ShapeKey> keys) => keys.Select(key => key.Name).Order();
}
