using Stevedore.Tests.Stacks.Validation;
using Xunit;

namespace Stevedore.LabTests.Permissions;

/// <summary>The roles of a generated pipeline against every call of what runs with them.</summary>
public sealed class GivingRolesWhatTheyNeed(RecordedPipeline pipeline) : IClassFixture<RecordedPipeline>
{
    public static TheoryData<string> Roles => ["BuildRole", "DeployProdRole", "PullRequestRole"];

    [Theory]
    [MemberData(nameof(Roles))]
    public void AllowsEveryCallAndNothingElse(string role)
    {
        var faults = LeastPrivilege.Faults(Calls(role), OtherParties.Without(pipeline.Statements(role)));

        Assert.True(faults.IsEmpty, string.Join('\n', faults));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void DeniesACallWithoutItsStatement(string role)
    {
        var statements = OtherParties.Without(pipeline.Statements(role));
        Assert.NotEmpty(statements);
        foreach (var statement in statements)
        {
            var faults = LeastPrivilege.Faults(Calls(role), statements.Remove(statement));

            Assert.True(
                faults.Any(fault => fault.EndsWith(": Denied: no statement allows it.", StringComparison.Ordinal)),
                $"Nothing is denied without {statement.Name}."
            );
        }
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void FindsAStatementTooMany(string role)
    {
        PolicyStatement more = new(
            "More",
            IsAllow: true,
            Principals: null,
            ["ecr:BatchDeleteImage"],
            ["arn:aws:ecr:eu-central-1:123456789012:repository/*"],
            []
        );

        Assert.Equal(
            ["More: no call needs it."],
            LeastPrivilege.Faults(Calls(role), [.. OtherParties.Without(pipeline.Statements(role)), more])
        );
    }

    /// <summary>A statement of another party that is gone is not excused any more.</summary>
    [Fact]
    public void ExcusesOnlyWhatIsThere()
    {
        var there = Roles
            .SelectMany(role => pipeline.Statements(role))
            .Select(statement => statement.Name)
            .ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(OtherParties.Reasons.Keys, name => !there.Contains(name));
    }

    /// <summary>A pull request is to know no secrets: neither those of builds nor those that log in for pushes.</summary>
    [Fact]
    public async Task RefusesAPullRequestSecretsAndItsBuildGoesOnWithout()
    {
        PolicyEvaluator evaluator = new() { Identity = pipeline.Statements("PullRequestRole") };
        var refused = pipeline.PullRequest.Where(IsRefused).ToArray();

        Assert.NotEmpty(refused);
        Assert.All(refused, call => Assert.Equal(PolicyOutcome.NotAllowed, evaluator.Decide(call).Outcome));
        (await pipeline.BuildWithoutSecrets()).Succeeds();
    }

    private static bool IsRefused(PolicyRequest call) => call.Action is "secretsmanager:GetSecretValue" or "ssm:GetParameters";

    private ImmutableArray<PolicyRequest> Calls(string role) =>
        role switch
        {
            "BuildRole" => pipeline.Build,
            "DeployProdRole" => pipeline.Deployment,
            _ => [.. pipeline.PullRequest.Where(call => !IsRefused(call))],
        };
}
