using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Stevedore.Tests.Stacks;

/// <summary>Whatever is chosen together, the templates hold, and are the same the next time.</summary>
public sealed class MakingAnyPipeline
{
    private const int Cases = 200;

    private static readonly string[] Sources =
    [
        "\"connection\": \"arn:aws:codeconnections:eu-west-1:111122223333:connection/0\", \"repository\": \"acme/shop\"",
        "\"connection\": \"acme\", \"repository\": \"acme/shop\", \"provider\": \"gitlab\", \"clone\": \"zip\", \"branch\": \"release/1.x\"",
        "\"connection\": \"acme\", \"repository\": \"acme/shop\", \"provider\": \"azure-devops\"",
        "\"type\": \"codecommit\", \"repository\": \"shop\", \"create\": true",
        "\"type\": \"codecommit\", \"repository\": \"shop\"",
        "\"type\": \"s3\", \"bucket\": \"acme-sources\", \"key\": \"shop.zip\"",
        "\"type\": \"github-v1\", \"repository\": \"acme/shop\", \"token\": \"github\"",
    ];

    private static readonly string[] Stages =
    [
        "{ \"environment\": \"staging\" }",
        "{ \"environment\": \"prod\", \"approval\": true }",
        "{ \"environment\": \"far\", \"approval\": { \"roles\": [\"arn:aws:iam::111122223333:role/lead\"] }, \"onFailure\": \"retry\" }",
        "{ \"environment\": \"plain\", \"action\": \"ecs\" }",
        "{ \"action\": \"project:e2e\" }",
    ];

    private static readonly string[] Others =
    [
        "\"mode\": \"parallel\"",
        "\"mode\": \"superseded\"",
        "\"base\": { \"repository\": \"base\", \"tag\": \"stable\" }",
        "\"images\": [\"web\"]",
        "\"variables\": { \"LEVEL\": \"1\" }",
        "\"notifications\": { \"topic\": \"arn:aws:sns:eu-west-1:111122223333:builds\", \"on\": [\"succeeded\", \"approval\"] }",
        "\"bucket\": \"acme-artifacts\"",
        "\"kmsKey\": \"arn:aws:kms:eu-west-1:111122223333:key/0a1b\"",
        "\"permissionsBoundary\": \"arn:aws:iam::111122223333:policy/boundary\"",
        "\"logDays\": 7",
        "\"tags\": { \"team\": \"shop\", \"cost center\": \"12\" }",
        "\"region\": \"us-gov-west-1\"",
    ];

    private static readonly string[] Builds =
    [
        "\"platform\": \"linux/arm64\"",
        "\"compute\": \"large\"",
        "\"role\": \"arn:aws:iam::111122223333:role/build\"",
        "\"project\": \"legacy\"",
        "\"vpc\": { \"id\": \"vpc-0a1b2c3d\", \"subnets\": [\"subnet-0a1b2c3d\"], \"securityGroups\": [\"sg-0a1b2c3d\"] }",
        "\"variables\": { \"NPM\": \"secretsManager:npm:token\", \"IMAGE_TAG\": \"edge\" }",
        "\"buildspec\": \"ci/buildspec.yml\"",
    ];

    [Fact]
    public void Holds()
    {
        var json =
            from source in Gen.Elements(Sources)
            from stages in Gen.SubListOf(Stages)
            from others in Gen.SubListOf(Others)
            from builds in Gen.SubListOf(Builds)
            from cache in Gen.Elements("registry", "inline", "none")
            from prefix in Gen.Elements("", "web-")
            from isProject in Gen.Elements(false, false, true)
            select Settings(source, stages, others, builds, cache, prefix, isProject && source != Sources[2]);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), Prop.ForAll(Arb.From(json), Make));
    }

    private static void Make(string json)
    {
        StackCase stack = new(json)
        {
            Dockerfiles = { ["web"] = "FROM base\nFROM 111122223333.dkr.ecr.eu-west-1.amazonaws.com/tools:1\n" },
        };
        var made = stack.Make();
        StackCase.Check(made);
        using ForeignCulture foreign = new();
        Assert.Equal(made.Files.Select(file => file.Text), stack.Make().Files.Select(file => file.Text));
    }

    // What cannot be together is left out, as the settings would say.
    private static string Settings(
        string source,
        IEnumerable<string> stages,
        IEnumerable<string> others,
        IEnumerable<string> builds,
        string cache,
        string prefix,
        bool isProject
    )
    {
        var chosen = others.ToList();
        if (chosen.Contains(Others[0]))
        {
            _ = chosen.Remove(Others[1]);
        }

        if (isProject)
        {
            stages = [];
            builds = builds.Where(build => build != Builds[3]);
            chosen = [.. chosen.Except([Others[0], Others[1], Others[2], Others[4]]), "\"type\": \"project\""];
        }

        return $$"""
            {
              "images": {
                "web": { "cache": "{{cache}}", "tagPrefix": "{{prefix}}", "contexts": { "base": "artifact:BaseImage" },
                         "secrets": { "npm": "secretsManager:npm", "env": "env:X" } },
                "worker": { "repository": "{{(prefix.Length > 0 ? "web" : "worker")}}" }
              },
              "tags": ["{sha:8}", { "tag": "latest", "on": "branch:main" }, "{version}"],
              "registries": { "ecr": { "type": "ecr", "account": "111122223333" }, "public": { "type": "ecr-public", "alias": "acme" } },
              "deploy": { "services": ["web"], "cluster": "shop" },
              "environments": {
                "staging": { "deploy": { "cluster": "staging", "before": { "container": "web" } } }, "prod": {}, "plain": { "deploy": { "cluster": "plain" } },
                "far": { "deploy": { "account": "222233334444", "role": "arn:aws:iam::222233334444:role/deploy" } }
              },
              "pipelines": {
                "shop": {
                  "source": { {{source}} }, "stages": [{{string.Join(", ", stages)}}], "build": { {{string.Join(", ", builds)}} }
                  {{string.Concat(chosen.Select(other => $", {other}"))}}
                }
              }
            }
            """;
    }
}
