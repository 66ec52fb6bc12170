using Stevedore.Tests.Settings;
using Stevedore.Tests.Stacks.Validation;
using Xunit;

namespace Stevedore.Tests.Stacks;

/// <summary>The policy of an organization that docs/pipelines.md gives, since no template can take rights from others.</summary>
public sealed class DenyingTheWaysAround
{
    private const string Pipeline = "arn:aws:iam::111122223333:role/app-PipelineRole-1A2B3C";
    private const string Stacks = "arn:aws:iam::111122223333:role/deploys-stacks";
    private const string Lead = "arn:aws:iam::111122223333:role/lead";
    private const string Developer = "arn:aws:iam::111122223333:role/developer";
    private const string Project = "arn:aws:codebuild:eu-west-1:111122223333:project/app-deploy-prod";

    private static readonly Template Document = Template.Parse(
        $$"""
        AWSTemplateFormatVersion: '2010-09-09'
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] }
              Policies: [{ PolicyName: documented, PolicyDocument: {{Documented()}} }]
        """
    );

    [Fact]
    public void IsOfActionsThatThereAre() =>
        Assert.All(
            PolicyStatement.OfRole(Document, "Role", new(Document)).SelectMany(statement => statement.Actions),
            action => Assert.Equal(action.Split(':')[1], PolicyModel.Action(action)?.Name)
        );

    [Theory]
    [InlineData("codebuild:StartBuild", Project, Developer, false)]
    [InlineData("codebuild:StartBuild", Project, Lead, false)]
    [InlineData("codebuild:StartSandbox", Project, Developer, false)]
    [InlineData("codebuild:StartBuild", Project, Pipeline, true)]
    [InlineData("codebuild:StartBuild", "arn:aws:codebuild:eu-west-1:111122223333:project/app", Developer, true)]
    [InlineData("codebuild:UpdateProject", Project, Stacks, true)]
    [InlineData("codepipeline:PutApprovalResult", "arn:aws:codepipeline:eu-west-1:111122223333:app/prod/Approve", Developer, false)]
    [InlineData("codepipeline:PutApprovalResult", "arn:aws:codepipeline:eu-west-1:111122223333:app/prod/Approve", Lead, true)]
    [InlineData("codepipeline:UpdatePipeline", "arn:aws:codepipeline:eu-west-1:111122223333:app", Lead, false)]
    [InlineData("codepipeline:UpdatePipeline", "arn:aws:codepipeline:eu-west-1:111122223333:app", Stacks, true)]
    [InlineData("codepipeline:OverrideStageCondition", "arn:aws:codepipeline:eu-west-1:111122223333:app/prod", Lead, false)]
    public void LeavesTheWayThroughAlone(string action, string resource, string caller, bool isAllowed)
    {
        PolicyEvaluator evaluator = new()
        {
            Identity =
            [
                new("All", IsAllow: true, Principals: null, ["*"], ["*"], []),
                .. PolicyStatement.OfRole(Document, "Role", new(Document)),
            ],
        };

        var asked = new PolicyRequest(action, resource) { ResourceAccount = "111122223333" }.With("aws:PrincipalArn", caller);
        Assert.Equal(isAllowed, evaluator.Decide(asked).Outcome == PolicyOutcome.Allowed);
    }

    private static string Documented()
    {
        var lines = File.ReadAllLines(Path.Combine(GoldenFile.Repository, "docs/pipelines.md"));
        var begin = Array.FindIndex(lines, line => line == "```json");
        var end = Array.FindIndex(lines, begin, line => line == "```");
        return string.Join(' ', lines[(begin + 1)..end].Select(line => line.Trim()));
    }
}
