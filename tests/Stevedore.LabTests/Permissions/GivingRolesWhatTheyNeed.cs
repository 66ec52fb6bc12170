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

        Assert.Empty(OtherParties.Reasons.Keys.Where(name => !there.Contains(name)));
    }

    /// <summary>What a pull request is not to know: the build goes on without these logins, and has no secrets.</summary>
    [Fact]
    public void RefusesAPullRequestWhatLogsInForPushesAndTheSecretsOfBuilds()
    {
        PolicyEvaluator evaluator = new() { Identity = pipeline.Statements("PullRequestRole") };
        string[] refused = [.. pipeline.PullRequest.Where(IsRefused).Select(call => call.Action).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(
            ["ecr-public:GetAuthorizationToken", "secretsmanager:GetSecretValue", "ssm:GetParameters", "sts:GetServiceBearerToken"],
            refused
        );
        Assert.All(pipeline.PullRequest.Where(IsRefused), call => Assert.Equal(PolicyOutcome.NotAllowed, evaluator.Decide(call).Outcome));
    }

    private static bool IsRefused(PolicyRequest call) =>
        call.Action
            is "ecr-public:GetAuthorizationToken"
                or "sts:GetServiceBearerToken"
                or "secretsmanager:GetSecretValue"
                or "ssm:GetParameters";

    private ImmutableArray<PolicyRequest> Calls(string role) =>
        role switch
        {
            "BuildRole" => pipeline.Build,
            "DeployProdRole" => pipeline.Deployment,
            _ => [.. pipeline.PullRequest.Where(call => !IsRefused(call))],
        };
}
