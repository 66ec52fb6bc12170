using Xunit;

namespace Stevedore.Tests.Stacks;

/// <summary>An approval that can be walked around is none.</summary>
public sealed class GuardingWhatWaits
{
    [Fact]
    public void SaysWhoRunsAsWhatBeforeAnApproval()
    {
        var made = Given("", "", "\"approval\": true").Make();

        Assert.Contains(
            "shop: tasks of staging and prod run with web, and only prod waits for its approval: whoever pushes runs as that role before anybody approves. "
                + "Name others in environments.prod.deploy.taskRoles.",
            made.Notes
        );
        Assert.Contains(
            "shop: staging and prod register task definitions of the family web, and only prod waits for its approval: whoever pushes registers them before anybody approves. "
                + "Name another family in environments.prod.deploy.services.",
            made.Notes
        );
        StackCase.Check(made);
    }

    [Theory]
    [InlineData("", "", "")]
    [InlineData("\"approval\": true", "", "")]
    [InlineData("\"approval\": true", "", "\"approval\": true")]
    [InlineData("", "\"taskRoles\": [\"other\"], \"services\": [{ \"service\": \"web\", \"family\": \"other\" }]", "\"approval\": true")]
    public void SaysNothingWhereNobodyGetsAround(string first, string prod, string second) =>
        Assert.DoesNotContain(Given(first, prod, second).Make().Notes, note => note.Contains("anybody approves", StringComparison.Ordinal));

    [Theory]
    [InlineData("", "\"approval\": true")]
    [InlineData(
        "\"approval\": { \"roles\": [\"arn:aws:iam::111122223333:role/developer\"] }",
        "\"approval\": { \"roles\": [\"arn:aws:iam::111122223333:role/lead\"] }"
    )]
    public void RefusesOneRoleOnBothSidesOfAnApproval(string first, string second) =>
        Assert.Equal(
            "Cannot make the pipeline shop: staging and prod deploy with one role, arn:aws:iam::222233334444:role/deploy, and prod waits for an approval that staging does not wait for: "
                + "whoever pushes could deploy to both. Name another role in environments.prod.deploy.role.",
            Given(first, "", second, "\"account\": \"222233334444\", \"role\": \"arn:aws:iam::222233334444:role/deploy\",").Fault()
        );

    [Theory]
    [InlineData("", "\"approval\": true", "", true)]
    [InlineData("", "\"approval\": true", "\"region\": \"us-east-1\",", false)]
    [InlineData("\"approval\": true", "", "", false)]
    [InlineData("", "", "", false)]
    public void RefusesOneServiceOnBothSidesOfAnApproval(string first, string second, string prod, bool isRefused)
    {
        var given = Given(first, $"{prod} \"cluster\": \"staging\"", second);

        if (isRefused)
        {
            Assert.Equal(
                "Cannot make the pipeline shop: staging and prod both deploy to staging/web, and prod waits for an approval that staging does not wait for: "
                    + "whoever pushes deploys there before anybody approves. Name another cluster or service in environments.prod.deploy.",
                given.Fault()
            );
        }
        else
        {
            StackCase.Check(given.Make());
        }
    }

    [Theory]
    [InlineData("", "", null)]
    [InlineData("", "\"approval\": true", "shop-deploy-prod")]
    [InlineData("\"approval\": true", "", "shop-deploy-staging, shop-deploy-prod")]
    public void SaysWhoIsHeldByNoApproval(string first, string second, string? projects) =>
        Assert.Equal(
            projects is null
                ? []
                : (string[])
                    [
                        $"shop: no approval holds whoever may call codebuild:StartBuild on {projects}. The policy that leaves that right to the pipeline is in docs/pipelines.md of Stevedore, under Approvals.",
                    ],
            Given(first, "", second).Make().Notes.Where(note => note.Contains("StartBuild", StringComparison.Ordinal))
        );

    [Fact]
    public void RefusesOneDeploymentGroupOnBothSidesOfAnApproval() =>
        Assert.Contains(
            "staging and prod both deploy to shop/web, and prod waits",
            Given(CodeDeploy, "", $"{CodeDeploy}, \"approval\": true").Fault(),
            StringComparison.Ordinal
        );

    private const string CodeDeploy = "\"action\": \"codedeploy\", \"application\": \"shop\", \"deploymentGroup\": \"web\"";

    [Fact]
    public void TakesOneRoleBehindOneApproval() =>
        StackCase.Check(
            Given("\"approval\": true", "", "", "\"account\": \"222233334444\", \"role\": \"arn:aws:iam::222233334444:role/deploy\",")
                .Make()
        );

    [Theory]
    [InlineData("\"approval\": true", "", true)]
    [InlineData("\"approval\": true", "\"approval\": true", false)]
    [InlineData("", "", false)]
    [InlineData("", "\"approval\": true", false)]
    public void SaysWhichPipelineGetsPastTheApprovalOfAnother(string first, string second, bool isSaid) =>
        Assert.Equal(
            isSaid,
            new StackCase(
                $$"""
                {
                  "images": { "web": {} },
                  "deploy": { "services": ["web"], "cluster": "shop" },
                  "environments": { "prod": {}, "fix": {} },
                  "pipelines": {
                    "shop": { "source": { "type": "codecommit", "repository": "shop" }, "stages": [{ "environment": "prod"{{Behind(
                    first
                )}} }] },
                    "hotfix": {
                      "source": { "type": "codecommit", "repository": "shop", "branch": "hotfix" }, "stages": [{ "environment": "fix"{{Behind(
                    second
                )}} }]
                    }
                  }
                }
                """
            )
                .Make()
                .Notes.Contains(
                    "hotfix: fix deploys to shop/web without an approval that shop waits for there: whoever may push to the branch of hotfix gets past it."
                )
        );

    private static StackCase Given(string first, string prod, string second, string deploy = "") =>
        new(
            $$"""
            {
              "images": { "web": {} },
              "registries": { "ecr": { "type": "ecr", "account": "111122223333", "region": "eu-west-1" } },
              "deploy": { {{deploy}} "services": ["web"], "cluster": "shop", "taskRoles": ["web"] },
              "environments": { "staging": { "deploy": { "cluster": "staging" } }, "prod": { "deploy": { {{prod}} } } },
              "pipelines": {
                "shop": {
                  "source": { "type": "codecommit", "repository": "shop" },
                  "stages": [{ "environment": "staging"{{Behind(first)}} }, { "environment": "prod"{{Behind(second)}} }]
                }
              }
            }
            """
        );

    private static string Behind(string key) => key.Length == 0 ? "" : $", {key}";
}
