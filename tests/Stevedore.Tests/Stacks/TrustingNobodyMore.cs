using Stevedore.Tests.Stacks.Validation;
using Xunit;

namespace Stevedore.Tests.Stacks;

/// <summary>Who could get in by the side: through a token, an event, a name that is taken for another.</summary>
public sealed class TrustingNobodyMore
{
    private const string Source = "arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d";
    private const string Own = "arn:aws:codeconnections:eu-west-1:111122223333:connection/4e5f6a7b";

    [Theory]
    [InlineData(Source, false)]
    [InlineData(Own, true)]
    public void GivesForksAConnectionOfTheirOwn(string connection, bool isAllowed)
    {
        StackCase given = new(
            $$"""
            {
              "images": { "web": {} },
              "pipelines": {
                "shop": {
                  "source": { "connection": "{{Source}}", "repository": "acme/shop" },
                  "pullRequests": { "forks": true, "connection": "{{Own}}" }
                }
              }
            }
            """
        );

        StackCase.Check(given.Make());
        Assert.Equal(isAllowed, given.May("PullRequestRole", "codeconnections:GetConnectionToken", connection));
        Assert.NotEqual(isAllowed, given.May("BuildRole", "codeconnections:GetConnectionToken", connection));
        var auth = Template.Parse(given.Text("pipeline/shop.yml")).Resource("PullRequestProject")!.Properties["Source"].Map()["Auth"].Map()[
            "Resource"
        ];
        Assert.Equal(Own, given.Resolver().Text(auth));
    }

    [Theory]
    [InlineData("", "FORK_PULL_REQUESTS")]
    [InlineData("\"forks\": false", "FORK_PULL_REQUESTS")]
    [InlineData("\"forks\": true, \"connection\": \"arn:aws:codeconnections:eu-west-1:111122223333:connection/4e5f6a7b\"", "DISABLED")]
    public void LetsForksWaitForSomebodyWhoMayPush(string pullRequests, string policy)
    {
        StackCase given = new(
            $$"""
            {
              "images": { "web": { "secrets": { "npm": "secretsManager:npm" } } },
              "pipelines": {
                "shop": {
                  "source": { "connection": "{{Source}}", "repository": "acme/shop" },
                  "build": { "variables": { "TOKEN": "secretsManager:build" } },
                  "pullRequests": { {{pullRequests}} }
                }
              }
            }
            """
        );

        Assert.Equal(
            policy,
            Resource(given, "PullRequestProject")
                .Properties["Triggers"]
                .Map()["PullRequestBuildPolicy"]
                .Map()["RequiresCommentApproval"]
                .Text()
        );
        Assert.All(
            (string[])["npm", "build"],
            secret =>
                Assert.False(
                    given.May(
                        "PullRequestRole",
                        "secretsmanager:GetSecretValue",
                        $"arn:aws:secretsmanager:eu-west-1:111122223333:secret:{secret}-a1B2c3"
                    )
                )
        );
    }

    [Theory]
    [InlineData("hub", false)]
    [InlineData("arn:aws:secretsmanager:eu-west-1:111122223333:secret:hub-a1B2c3", false)]
    [InlineData("reader", true)]
    public void GivesAPullRequestNoSecretThatPushes(string pulls, bool isAllowed)
    {
        StackCase given = new(
            $$"""
            {
              "images": { "web": { "registries": ["ecr"] }, "tool": { "registries": ["push"] } },
              "registries": {
                "ecr": { "type": "ecr" },
                "push": { "type": "docker-hub", "namespace": "acme", "credentials": { "secretsManager": "hub" } },
                "pull": { "type": "registry", "host": "registry.acme.dev", "push": false, "credentials": { "secretsManager": "{{pulls}}" } }
              },
              "pipelines": {
                "shop": { "source": { "connection": "{{Source}}", "repository": "acme/shop" }, "images": ["web"], "pullRequests": {} },
                "tool": { "source": { "connection": "{{Source}}", "repository": "acme/shop" }, "images": ["tool"] }
              }
            }
            """
        );

        Assert.Equal(
            isAllowed,
            given.May(
                "PullRequestRole",
                "secretsmanager:GetSecretValue",
                $"arn:aws:secretsmanager:eu-west-1:111122223333:secret:{(isAllowed ? pulls : "hub")}-a1B2c3"
            )
        );
        Assert.Equal(
            !isAllowed,
            given
                .Make()
                .Notes.Contains(
                    "shop: pull requests are not logged in to pull: the same credentials push elsewhere. Give registries that are only pulled from credentials of their own."
                )
        );
    }

    [Fact]
    public void GivesAPullRequestNoSecretThatPushesInAnEnvironment()
    {
        StackCase given = new(
            $$"""
            {
              "images": { "web": {} },
              "registries": {
                "ecr": { "type": "ecr" },
                "pull": { "type": "registry", "host": "registry.acme.dev", "push": false, "credentials": { "secretsManager": "reader" } }
              },
              "environments": { "release": { "registries": { "pull": { "push": true } } } },
              "pipelines": { "shop": { "source": { "connection": "{{Source}}", "repository": "acme/shop" }, "pullRequests": {} } }
            }
            """
        );

        Assert.False(
            given.May(
                "PullRequestRole",
                "secretsmanager:GetSecretValue",
                "arn:aws:secretsmanager:eu-west-1:111122223333:secret:reader-a1B2c3"
            )
        );
        Assert.Contains(
            $"shop: what pull requests run can reach the token of the connection {Source}, which may write to all that it leads to: "
                + "name one that leads to this repository alone in pipelines.shop.pullRequests.connection.",
            given.Make().Notes
        );
    }

    [Fact]
    public void TakesTheRoleThatDeploysInItsOwnAccount()
    {
        const string role = "arn:aws:iam::111122223333:role/deploy";
        StackCase given = new(
            $$"""
            {
              "images": { "web": {} },
              "registries": { "ecr": { "type": "ecr", "account": "111122223333", "region": "eu-west-1" } },
              "deploy": { "services": ["web"], "cluster": "shop", "role": "{{role}}" },
              "environments": { "prod": {} },
              "pipelines": { "shop": { "source": { "type": "codecommit", "repository": "shop" }, "stages": [{ "environment": "prod" }] } }
            }
            """
        );
        var made = given.Make();

        Assert.True(given.May("DeployProdRole", "sts:AssumeRole", role));
        Assert.False(given.May("DeployProdRole", "ecs:UpdateService", "arn:aws:ecs:eu-west-1:111122223333:service/shop/web"));
        Assert.Contains(
            $"shop: {role} has to let the role shop-deploy-prod take it: it deploys to prod, and is not made here.",
            made.Notes
        );
        Assert.Equal(["pipeline/shop.yml", "pipeline/shop.parameters.json"], made.Files.Select(file => file.Path));
        StackCase.Check(made);
    }

    [Fact]
    public void SignsAWebhookWithASecretOfItsOwn()
    {
        StackCase given = new(
            """
            {
              "images": { "web": {} },
              "pipelines": { "shop": { "source": { "type": "github-v1", "repository": "acme/shop", "token": "github" } } }
            }
            """
        );

        StackCase.Check(given.Make());
        var secret = Resource(given, "SourceWebhook").Properties["AuthenticationConfiguration"].Map()["SecretToken"];
        Assert.Equal("{{resolve:secretsmanager:${SourceWebhookSecret}}}", Assert.IsType<Function>(secret).Argument.Text());
        Assert.Equal("AWS::SecretsManager::Secret", Resource(given, "SourceWebhookSecret").Type);
    }

    [Theory]
    [InlineData("ArtifactBucket")]
    [InlineData("ArtifactKey")]
    [InlineData("ArtifactBucketPolicy")]
    public void KeepsWhatAKeptBucketNeeds(string id)
    {
        var kept = Resource(Accounts, id).Body;

        Assert.Equal(("RetainExceptOnCreate", "Retain"), (kept["DeletionPolicy"].Text(), kept["UpdateReplacePolicy"].Text()));
    }

    [Theory]
    [InlineData("pipeline/shop.yml", "RuleRole", "shop-BaseRule", true)]
    [InlineData("pipeline/shop.yml", "RuleRole", "shop-Other", false)]
    [InlineData(Base, "EventRole", "shop-BaseRule", true)]
    [InlineData(Base, "EventRole", "other-BaseRule", false)]
    public void LetsItsOwnRulesTakeARole(string path, string role, string rule, bool isAllowed)
    {
        PolicyEvaluator evaluator = new()
        {
            Resource = PolicyStatement.TrustOf(Template.Parse(Accounts.Text(path)), role, Accounts.Resolver(path)),
        };
        var asked = new PolicyRequest("sts:AssumeRole", $"arn:aws:iam::111122223333:role/{role}") { Principal = "events.amazonaws.com" }
            .With("aws:SourceAccount", "111122223333")
            .With("aws:SourceArn", $"arn:aws:events:eu-west-1:111122223333:rule/{rule}");

        Assert.Equal(isAllowed, evaluator.Decide(asked).Outcome == PolicyOutcome.Allowed);
        Assert.Equal("shop-BaseRule", Resource(Accounts, "BaseRule", path).Properties["Name"].Text());
    }

    [Theory]
    [InlineData("pipeline/shop.yml", "444455556666")]
    [InlineData(Base, "111122223333")]
    public void HearsOnlyOfPushesInTheBasesAccount(string path, string account) =>
        Assert.Equal(
            [account],
            Accounts
                .Resolver(path)
                .Resolve(Resource(Accounts, "BaseRule", path).Properties["EventPattern"])
                .Map()["account"]
                .Elements()
                .Select(one => one.Text())
        );

    [Theory]
    [InlineData("shop-base-events", true)]
    [InlineData("other", false)]
    public void TakesEventsOfOneRole(string role, bool isAllowed)
    {
        PolicyEvaluator evaluator = new()
        {
            Identity = [new("All", IsAllow: true, Principals: null, ["events:PutEvents"], ["*"], [])],
            Resource = PolicyStatement.OfResource(Template.Parse(Accounts.Text("pipeline/shop.yml")), "BaseEvents", Accounts.Resolver()),
        };

        Assert.Equal(
            isAllowed,
            evaluator
                .Decide(
                    new PolicyRequest("events:PutEvents", "arn:aws:events:eu-west-1:111122223333:event-bus/default")
                    {
                        Principal = $"arn:aws:iam::444455556666:role/{role}",
                    }.With("aws:PrincipalArn", $"arn:aws:iam::444455556666:role/{role}")
                )
                .Outcome == PolicyOutcome.Allowed
        );
        Assert.DoesNotContain("ForAllValues", Accounts.Text("pipeline/shop.yml"), StringComparison.Ordinal);
    }

    [Fact]
    public void SaysWhoMayPullTheBaseOfAnotherAccount()
    {
        var resolver = Accounts.Resolver(Base);
        var said = resolver.Text(Template.Parse(Accounts.Text(Base)).Outputs["RepositoryPolicy"].Map()["Value"]);
        var statement = System.Text.Json.Nodes.JsonNode.Parse(said)!["Statement"]![0]!;

        Assert.Equal("arn:aws:iam::111122223333:root", (string)statement["Principal"]!["AWS"]!);
        Assert.Equal("arn:aws:iam::111122223333:role/shop-build", (string)statement["Condition"]!["ArnEquals"]!["aws:PrincipalArn"]!);
        Assert.Equal(
            ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            statement["Action"]!.AsArray().Select(action => (string)action!)
        );
        Assert.Equal("shop-build", Resource(Accounts, "BuildRole").Properties["RoleName"].Text());
    }

    [Fact]
    public void TakesOneConnectionForItsParameter() =>
        Assert.EndsWith(
            ":connection/[A-Za-z0-9-]+$",
            Template.Parse(Accounts.Text("pipeline/shop.yml")).Parameters["Connection"].Map()["AllowedPattern"].Text(),
            StringComparison.Ordinal
        );

    private const string Base = "pipeline/shop.base-444455556666.yml";

    private static readonly StackCase Accounts = new(MakingStacksOfEveryKind.Accounts) { Dockerfiles = { ["web"] = "FROM base\n" } };

    private static Resource Resource(StackCase given, string id, string path = "pipeline/shop.yml") =>
        Template.Parse(given.Text(path)).Resource(id)!;
}
