using Xunit;

namespace Stevedore.Tests.Stacks;

/// <summary>What is easily given to a role besides what it needs, or forgotten.</summary>
public sealed class GivingRolesNoMore
{
    private const string Push = "arn:aws:iam::222233334444:role/push";
    private const string Pull = "arn:aws:iam::222233334444:role/pull";

    private static readonly StackCase Case = new(
        $$"""
        {
          "images": {
            "web": { "container": "web", "secrets": { "npm": "secretsManager:npm" } }, "tool": {}, "worker": {}
          },
          "registries": {
            "ecr": { "type": "ecr", "account": "111122223333", "region": "eu-west-1" },
            "public": { "type": "ecr-public", "alias": "acme" },
            "copy": { "type": "ecr", "account": "111122223333", "region": "us-east-1" },
            "other": { "type": "ecr", "account": "222233334444", "region": "us-east-1", "role": "{{Push}}" },
            "bases": { "type": "ecr", "account": "222233334444", "region": "eu-west-1", "role": "{{Pull}}", "push": false },
            "more": { "type": "ecr", "account": "222233334444", "region": "eu-west-3", "role": "{{Push}}", "push": false }
          },
          "deploy": { "cluster": "shop", "services": [{ "service": "web", "containers": { "side": { "image": "image:worker" } } }] },
          "environments": { "prod": {} },
          "pipelines": {
            "shop": {
              "source": { "connection": "arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d", "repository": "acme/shop" },
              "bucket": "acme-artifacts", "pullRequests": {}, "stages": [{ "environment": "prod" }]
            }
          }
        }
        """
    )
    {
        Dockerfiles =
        {
            ["web"] = "FROM 222233334444.dkr.ecr.eu-west-1.amazonaws.com/base:1\n",
            ["tool"] = "FROM public.ecr.aws/docker/library/busybox:1.37\n",
        },
    };

    [Theory]
    [InlineData("eu-west-1", "web", true)]
    [InlineData("eu-west-1", "worker", true)]
    [InlineData("eu-west-1", "tool", false)]
    [InlineData("us-east-1", "web", false)]
    public void MarksOnlyWhatIsDeployedFrom(string region, string repository, bool isAllowed) =>
        Assert.Equal(isAllowed, May("DeployProdRole", "ecr:PutImage", $"arn:aws:ecr:{region}:111122223333:repository/{repository}"));

    [Theory]
    [InlineData("web", true)]
    [InlineData("db", false)]
    public void ReadsTheLogsOfItsTasks(string family, bool isAllowed) =>
        Assert.Equal(
            isAllowed,
            May("DeployProdRole", "logs:GetLogEvents", $"arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/{family}:log-stream:ecs/web/1")
        );

    [Theory]
    [InlineData("BuildRole", Pull, true)]
    [InlineData("BuildRole", Push, true)]
    [InlineData("PullRequestRole", Pull, true)]
    [InlineData("PullRequestRole", Push, false)]
    public void TakesNoRoleThatPushesInAPullRequest(string role, string taken, bool isAllowed) =>
        Assert.Equal(isAllowed, May(role, "sts:AssumeRole", taken));

    [Theory]
    [InlineData("ecr-public:GetAuthorizationToken", "*", true)]
    [InlineData("ecr-public:PutImage", "arn:aws:ecr-public::111122223333:repository/tool", false)]
    [InlineData("ecr-public:CreateRepository", "arn:aws:ecr-public::111122223333:repository/tool", false)]
    public void LogsInToEcrPublicForPullsInAPullRequest(string action, string resource, bool isAllowed) =>
        Assert.Equal(isAllowed, May("PullRequestRole", action, resource));

    [Theory]
    [InlineData("web", true)]
    [InlineData("web-cache", false)]
    public void LooksUpNoImagesOfCaches(string repository, bool isAllowed) =>
        Assert.Equal(isAllowed, May("BuildRole", "ecr:DescribeImages", $"arn:aws:ecr:eu-west-1:111122223333:repository/{repository}"));

    [Fact]
    public void SaysWhichImagesAPullRequestCannotBuild() =>
        Assert.Contains(
            "shop: pull requests get no secrets of builds, so that web cannot be built there: ship what has secrets with a pipeline of its own, without pullRequests.",
            Case.Make().Notes
        );

    private static bool May(string role, string action, string resource) => Case.May(role, action, resource);
}
