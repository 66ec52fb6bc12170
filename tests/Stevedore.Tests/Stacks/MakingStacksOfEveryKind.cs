using Stevedore.Tests.Stacks.Validation;
using Xunit;

namespace Stevedore.Tests.Stacks;

/// <summary>Each choice of the settings in a stack that holds.</summary>
public sealed class MakingStacksOfEveryKind
{
    internal const string Accounts = """
        {
          "images": { "web": { "contexts": { "base": "artifact:BaseImage" } } },
          "registries": { "ecr": { "type": "ecr", "account": "111122223333", "region": "eu-west-1" } },
          "deploy": { "services": ["web"], "taskRoles": ["ecsTaskExecutionRole", "web"] },
          "environments": {
            "staging": { "deploy": { "cluster": "staging", "account": "222233334444", "role": "arn:aws:iam::222233334444:role/shop-deploy" } },
            "prod": { "deploy": { "cluster": "prod", "account": "333344445555", "region": "eu-central-1", "role": "arn:aws:iam::333344445555:role/ci/shop-deploy" } }
          },
          "pipelines": {
            "shop": {
              "source": { "connection": "arn:aws:codestar-connections:eu-west-1:111122223333:connection/0a1b2c3d", "repository": "acme/shop" },
              "base": { "repository": "base", "account": "444455556666" },
              "stages": [{ "environment": "staging" }, { "environment": "prod", "approval": true }],
              "permissionsBoundary": "arn:aws:iam::111122223333:policy/boundary",
              "tags": { "team": "shop" }
            }
          }
        }
        """;

    private const string Connection =
        "\"connection\": \"arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d\", \"repository\": \"acme/shop\"";

    [Fact]
    public void ToolsStagingAndProdInThreeAccounts()
    {
        var made = new StackCase(Accounts) { Dockerfiles = { ["web"] = "FROM base\n" } }.Make();
        Golden.Equal(
            "Accounts.txt",
            string.Concat(made.Files.Select(file => $"=== {file.Path}\n{file.Text}")) + $"=== notes\n{string.Join('\n', made.Notes)}\n"
        );
        StackCase.Check(made);
        Assert.Equal(
            [
                "pipeline/shop.yml",
                "pipeline/shop.parameters.json",
                "pipeline/shop.target-222233334444.yml",
                "pipeline/shop.target-222233334444.parameters.json",
                "pipeline/shop.target-333344445555.yml",
                "pipeline/shop.target-333344445555.parameters.json",
                "pipeline/shop.base-444455556666.yml",
                "pipeline/shop.base-444455556666.parameters.json",
            ],
            made.Files.Select(file => file.Path)
        );
    }

    [Theory]
    [InlineData("\"source\": { CONNECTION, \"provider\": \"gitlab\", \"branch\": \"release/1.x\" }, \"pullRequests\": {}")]
    [InlineData(
        "\"source\": { CONNECTION, \"provider\": \"bitbucket\", \"clone\": \"zip\" }, \"pullRequests\": { \"forks\": true, \"connection\": \"forks\" }"
    )]
    [InlineData("\"source\": { CONNECTION, \"provider\": \"azure-devops\" }, \"mode\": \"parallel\"")]
    [InlineData("\"source\": { CONNECTION }, \"triggers\": { \"tags\": [\"v*\"] }")]
    [InlineData(
        "\"source\": { CONNECTION }, \"triggers\": { \"tags\": [\"v*\"], \"branches\": [\"main\", \"release/*\"] }, \"mode\": \"superseded\""
    )]
    [InlineData("\"source\": { CONNECTION }, \"triggers\": { \"branches\": [\"main\"], \"paths\": [\"app/**\"] }")]
    [InlineData(
        "\"source\": { CONNECTION }, \"triggers\": { \"paths\": [\"app/**\"], \"branches\": [\"main\"] }, \"type\": \"project\", \"notifications\": { \"topic\": \"arn:aws:sns:eu-west-1:111122223333:builds\", \"on\": [\"started\", \"failed\"] }"
    )]
    [InlineData(
        "\"source\": { \"connection\": \"acme\", \"repository\": \"acme/shop\" }, \"notifications\": { \"topic\": \"arn:aws:sns:eu-west-1:111122223333:builds\" }, \"tags\": { \"team\": \"shop\" }"
    )]
    [InlineData("\"source\": { \"type\": \"codecommit\", \"repository\": \"shop\" }, \"type\": \"project\"")]
    [InlineData(
        "\"source\": { \"type\": \"codecommit\", \"repository\": \"shop\", \"create\": true }, \"variables\": { \"LEVEL\": \"1\" }"
    )]
    [InlineData("\"source\": { \"type\": \"s3\", \"bucket\": \"acme-sources\", \"key\": \"shop.zip\" }")]
    [InlineData("\"source\": { \"type\": \"s3\", \"bucket\": \"acme-sources\", \"key\": \"shop.zip\" }, \"type\": \"project\"")]
    [InlineData("\"source\": { \"type\": \"github-v1\", \"repository\": \"acme/shop\", \"token\": \"github\" }, \"pullRequests\": {}")]
    [InlineData("\"source\": { \"type\": \"github-v1\", \"repository\": \"acme/shop\", \"token\": \"github\" }, \"type\": \"project\"")]
    [InlineData(
        "\"source\": { CONNECTION }, \"build\": { \"platform\": \"linux/arm64\", \"compute\": \"2xlarge\", \"vpc\": { \"id\": \"vpc-0a1b2c3d\", \"subnets\": [\"subnet-0a1b2c3d\", \"subnet-1a1b2c3d\"], \"securityGroups\": [\"sg-0a1b2c3d\"] } }"
    )]
    [InlineData(
        "\"source\": { CONNECTION }, \"build\": { \"image\": \"111122223333.dkr.ecr.eu-west-1.amazonaws.com/tools:1\", \"variables\": { \"A\": \"x ${B}\", \"NPM\": \"secretsManager:npm:token\", \"KEY\": \"parameterStore:/shop/key\", \"IMAGE_TAG\": \"edge\" } }"
    )]
    [InlineData(
        "\"source\": { CONNECTION }, \"build\": { \"project\": \"legacy\" }, \"bucket\": \"acme-artifacts\", \"kmsKey\": \"arn:aws:kms:eu-west-1:111122223333:key/0a1b\""
    )]
    [InlineData(
        "\"source\": { CONNECTION }, \"build\": { \"role\": \"arn:aws:iam::111122223333:role/build\" }, \"bucket\": \"acme-artifacts\", \"permissionsBoundary\": \"arn:aws:iam::111122223333:policy/boundary\""
    )]
    [InlineData(
        "\"source\": { CONNECTION }, \"stages\": [{ \"environment\": \"prod\", \"action\": \"codedeploy\", \"application\": \"shop\", \"deploymentGroup\": \"web\", \"approval\": true }]"
    )]
    [InlineData(
        "\"source\": { CONNECTION }, \"stages\": [{ \"environment\": \"prod\", \"action\": \"ecs\", \"onFailure\": \"retry\" }, { \"environment\": \"other\", \"action\": \"ecs\" }], \"account\": \"111122223333\""
    )]
    [InlineData("\"source\": { CONNECTION }, \"region\": \"cn-north-1\", \"stages\": [{ \"environment\": \"prod\" }]")]
    public void Holds(string pipeline)
    {
        var json = $$"""
            {
              "images": { "web": { "secrets": { "npm": "secretsManager:npm:token", "key": "parameterStore:/shop/key" } } },
              "registries": {
                "ecr": { "type": "ecr" }, "public": { "type": "ecr-public", "alias": "acme" },
                "hub": { "type": "docker-hub", "namespace": "acme", "push": false, "credentials": { "secretsManager": "hub" } }
              },
              "deploy": { "services": [{ "service": "web", "containers": { "web": { "secrets": { "KEY": "secretsManager:key" } } } }], "cluster": "shop" },
              "environments": { "prod": {}, "other": { "deploy": { "account": "222233334444", "role": "arn:aws:iam::222233334444:role/deploy" } } },
              "pipelines": { "shop": { {{pipeline.Replace("CONNECTION", Connection, StringComparison.Ordinal)}} } }
            }
            """;
        var made = new StackCase(json)
        {
            Dockerfiles = { ["web"] = "FROM 555566667777.dkr.ecr.eu-west-1.amazonaws.com/docker-hub/library/alpine:3.22\n" },
        }.Make();
        StackCase.Check(made);
    }

    [Fact]
    public void WritesParametersWhereAnEnvironmentDiffersByValuesAlone()
    {
        var made = Environments("\"source\": { \"branch\": \"release\" }");

        Assert.Equal(
            ["pipeline/shop.yml", "pipeline/shop.parameters.json", "pipeline/shop.prod.parameters.json"],
            made.Files.Select(file => file.Path)
        );
        Assert.Contains("\"ParameterValue\": \"release\"", made.Files[2].Text, StringComparison.Ordinal);
        Assert.Empty(made.Notes);
    }

    [Fact]
    public void WritesATemplateWhereAnEnvironmentDiffersByMore()
    {
        var made = Environments("\"mode\": \"superseded\"");

        Assert.Equal(
            ["pipeline/shop.yml", "pipeline/shop.parameters.json", "pipeline/shop.prod.yml", "pipeline/shop.prod.parameters.json"],
            made.Files.Select(file => file.Path)
        );
        Assert.Equal(["shop: prod differs by more than values: it has a template of its own, pipeline/shop.prod.yml."], made.Notes);
        StackCase.Check(made);
    }

    [Fact]
    public void LeavesTheConnectionThatAPersonFilledIn()
    {
        const string json = """
            { "images": { "web": {} }, "pipelines": { "shop": { "source": { "connection": "acme", "repository": "acme/shop" } } } }
            """;
        const string there =
            """[{ "ParameterKey": "Connection", "ParameterValue": "arn:aws:codeconnections:eu-west-1:111122223333:connection/1" }]""";

        Assert.Contains(
            "\"ParameterValue\": \"acme\"",
            new StackCase(json).Text("pipeline/shop.parameters.json"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\"ParameterValue\": \"arn:aws:codeconnections:eu-west-1:111122223333:connection/1\"",
            (new StackCase(json) { Texts = { ["pipeline/shop.parameters.json"] = there } }).Text("pipeline/shop.parameters.json"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void GivesARepositoryOneOwner()
    {
        var made = new StackCase(
            """
            {
              "images": { "web": {} },
              "pipelines": {
                "shop": { "source": { "type": "codecommit", "repository": "shop" } },
                "shop-release": { "source": { "type": "codecommit", "repository": "shop", "branch": "release" } }
              }
            }
            """
        ).Make();

        Assert.Contains("WebRepository:", made.Files[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("WebRepository:", made.Files[2].Text, StringComparison.Ordinal);
        Assert.Equal(
            [
                "shop-release: the repository web is made by the stack shop, which has to be deployed first. Builds of both push to it: "
                    + "whoever may push to the branch of either can put an image under a tag that the other deploys.",
            ],
            made.Notes
        );
        StackCase.Check(made);
    }

    [Fact]
    public void HandsOnWhatCodeDeployTakes() =>
        Assert.Equal(
            ["artifacts/imagedefinitions.json", "artifacts/imageDetail.json", "artifacts/release.json", "taskdef.json", "appspec.yaml"],
            Assert
                .Single(new StackCase(
                        """
                        {
                          "images": { "web": {} }, "deploy": { "services": ["web"] }, "environments": { "prod": {} },
                          "pipelines": {
                            "shop": {
                              "source": { "type": "codecommit", "repository": "shop" },
                              "stages": [{ "environment": "prod", "action": "codedeploy", "application": "shop", "deploymentGroup": "web" }]
                            }
                          }
                        }
                        """
                    ).Make().HandedOn)
                .Files
        );

    [Fact]
    public void KeepsTheMarksOfDeploymentsAmongTheTagsThatMove()
    {
        var filters = Template
            .Parse(
                new StackCase(
                    """
                    {
                      "images": { "web": {} }, "tags": ["{sha:8}", "a", "b", "c", "d"],
                      "pipelines": { "shop": { "source": { "type": "codecommit", "repository": "shop" } } }
                    }
                    """
                ).Text("pipeline/shop.yml")
            )
            .Resource("WebRepository")!
            .Properties["ImageTagMutabilityExclusionFilters"];

        Assert.Equal(
            ["a", "b", "c", "d", "deployed*"],
            filters.Elements().Select(filter => filter.Map()["ImageTagMutabilityExclusionFilterValue"].Text())
        );
    }

    [Theory]
    [InlineData(
        "",
        "linux-amd64",
        "docker/buildx/releases/download/v0.37.0/buildx-v0.37.0.linux-amd64",
        "ae43fa08c796b44efc86d7a63c55f73f7c35f3101188dea7bf93bcd6f99577ba"
    )]
    [InlineData(
        "\"platform\": \"linux/arm64\"",
        "linux-arm64",
        "docker/buildx/releases/download/v0.37.0/buildx-v0.37.0.linux-arm64",
        "d263ce31bd2c9e9210aaa2c7537c67802bccabcd342e4c9fe4907085ddb41aa5"
    )]
    [InlineData(
        "\"buildx\": \"v0.29.1-desktop.1\", \"buildxChecksum\": \"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"",
        "linux-amd64",
        "docker/buildx-desktop/releases/download/v0.29.1-desktop.1/buildx-v0.29.1-desktop.1.linux-amd64",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    )]
    public void InstallsABuildxThatKnowsTheCloud(string build, string file, string address, string checksum)
    {
        StackCase given = new(
            FivePipelines.BuildCloud.Replace(
                "\"token\": \"github-token\" }",
                $"\"token\": \"github-token\" }}, \"build\": {{ {build} }}, \"pullRequests\": {{}}",
                StringComparison.Ordinal
            )
        );

        var text = given.Text("pipeline/myapp.yml");
        // That of the pull requests installs it as well.
        Assert.Equal(3, text.Split($" https://github.com/{address}\n").Length);
        Assert.Equal(3, text.Split($"- echo '{checksum}  /root/.docker/cli-plugins/docker-buildx' | sha256sum -c -\n").Length);
        Assert.EndsWith(file, address, StringComparison.Ordinal);
        StackCase.Check(given.Make());
    }

    [Fact]
    public void TakesOnePipelineByName()
    {
        StackCase both = new(FivePipelines.BaseAndApp);

        Assert.Equal(["pipeline/app.yml", "pipeline/app.parameters.json"], both.Make("app").Files.Select(file => file.Path));
        Assert.Equal(
            "Cannot make the pipeline aap: pipelines has none of that name. Did you mean 'app'?",
            Assert.Throws<StevedoreException>(() => both.Make("aap")).Message
        );
    }

    private static Stevedore.Stacks.StackFiles Environments(string prod) =>
        new StackCase(
            $$"""
            {
              "images": { "web": {} },
              "environments": { "prod": { "pipelines": { "shop": { {{prod}} } } }, "test": { "deploy": { "cluster": "test" } } },
              "pipelines": { "shop": { "source": { "type": "codecommit", "repository": "shop" } } }
            }
            """
        ).Make();
}
