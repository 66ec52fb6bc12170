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
            "taskRoles": ["web"],
            "before": { "container": "app", "command": ["migrate"], "service": "web" },
            "services": [
              "web",
              {
                "service": "worker", "cluster": "jobs", "taskDefinition": "deploy/worker.json", "family": "worker",
                "containers": {
                  "worker": {
                    "image": "image:web", "environment": { "LEVEL": "{sha:8}" }, "secrets": { "KEY": "secretsManager:key" }, "cpu": 256, "memory": 512
                  }
                }
              }
            ]
          },
          "pipelines": {
            "shop": {
              "type": "pipeline", "mode": "superseded", "images": ["web"], "variables": { "LEVEL": "1" },
              "source": {
                "type": "connection", "provider": "gitlab", "connection": "acme", "repository": "acme/shop", "branch": "release/1", "clone": "zip"
              },
              "triggers": { "branches": ["main"], "paths": ["app/**"] },
              "base": { "repository": "base", "tag": "stable", "account": "444455556666" },
              "build": {
                "project": "shop", "buildspec": "ci.yml", "image": "aws/codebuild/amazonlinux-aarch64-standard:3.0", "platform": "linux/arm64",
                "compute": "large", "timeoutMinutes": 30, "variables": { "A": "1", "B": "secretsManager:b" }, "role": "arn:aws:iam::111122223333:role/build",
                "vpc": { "id": "vpc-0a1b2c3d", "subnets": ["subnet-0a1b2c3d"], "securityGroups": ["sg-0a1b2c3d"] },
                "buildx": "v0.29.1-desktop.1", "buildxChecksum": "0000000000000000000000000000000000000000000000000000000000000000"
              },
              "stages": [
                { "action": "project:e2e", "onFailure": "retry", "approval": true },
                { "environment": "prod", "action": "codedeploy", "application": "shop", "deploymentGroup": "web",
                  "approval": { "needed": true, "roles": ["arn:aws:iam::111122223333:role/lead"] } }
              ],
              "pullRequests": { "forks": true, "connection": "forks" },
              "notifications": { "topic": "arn:aws:sns:eu-west-1:111122223333:builds", "on": ["failed"] },
              "account": "111122223333", "region": "eu-west-1", "role": "arn:aws:iam::111122223333:role/stacks", "bucket": "acme-artifacts",
              "kmsKey": "arn:aws:kms:eu-west-1:111122223333:key/0", "permissionsBoundary": "arn:aws:iam::111122223333:policy/boundary",
              "logDays": 30, "tags": { "team": "shop" }
            },
            "commit": {
              "source": { "type": "codecommit", "repository": "shop", "create": true }, "mode": "queued", "logDays": 90, "build": {
                "buildspec": "buildspec.yml", "platform": "linux/amd64", "compute": "small", "timeoutMinutes": 60 }
            },
            "archive": {
              "source": { "type": "s3", "bucket": "acme-sources", "key": "shop.zip" }, "mode": "queued", "logDays": 90, "build": {
                "buildspec": "buildspec.yml", "platform": "linux/amd64", "compute": "small", "timeoutMinutes": 60 }
            },
            "old": {
              "source": { "type": "github-v1", "repository": "acme/shop", "token": "github" }, "mode": "queued", "logDays": 90, "build": {
                "buildspec": "buildspec.yml", "platform": "linux/amd64", "compute": "small", "timeoutMinutes": 60 }
            }
          },
          "environments": { "prod": {} }
        }
        """;

    [Fact]
    public void IsBoundKeyByKey()
    {
        var expected = JsonNode.Parse(All)!;
        var bound = SettingsText.Of(new Given(All).Resolve().Values)!;
        _ = expected.AsObject().Remove("environments");
        _ = expected["images"]!.AsObject().Remove("base");
        _ = bound["images"]!.AsObject().Remove("base");
        Assert.True(JsonNode.DeepEquals(expected, bound), bound.ToJsonString());
    }

    [Fact]
    public void IsWholeInThisTest()
    {
        var said = JsonNode.Parse(All)!;
        Assert.Equal(
            Names(SettingsShapes.Section.Keys),
            said.AsObject().Select(pair => pair.Key).Where(key => key != "environments").Order()
        );
        Assert.Equal(Names(Below("pipelines").Element!.Keys), said["pipelines"]!["shop"]!.AsObject().Select(pair => pair.Key).Order());
        Assert.Equal(Names(Below("images").Element!.Keys), said["images"]!["web"]!.AsObject().Select(pair => pair.Key).Order());
        Assert.Equal(Names(Below("builder").Keys), said["builder"]!.AsObject().Select(pair => pair.Key).Order());
    }

    private static Shape Below(string key) => SettingsShapes.Section.Keys.First(known => known.Name == key).Shape;

    private static IEnumerable<string> Names(IEnumerable<ShapeKey> keys) => keys.Select(key => key.Name).Order();
}
