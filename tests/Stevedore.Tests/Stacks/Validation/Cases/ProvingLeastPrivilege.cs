using Xunit;

namespace Stevedore.Tests.Stacks.Validation.Cases;

public sealed class ProvingLeastPrivilege
{
    private const string Web = "arn:aws:ecr:eu-west-1:111122223333:repository/web";
    private const string Cache = "arn:aws:ecr:eu-west-1:111122223333:repository/web-cache";
    private const string Login = "{ Sid: Login, Effect: Allow, Action: ecr:GetAuthorizationToken, Resource: \"*\" }";
    private const string Push =
        $"{{ Sid: Push, Effect: Allow, Action: [ecr:PutImage, ecr:BatchGetImage], Resource: [\"{Web}\", \"{Cache}\"] }}";

    private static readonly PolicyRequest[] Calls =
    [
        new("ecr:GetAuthorizationToken", "*"),
        new("ecr:PutImage", Web),
        new("ecr:PutImage", Cache),
        new("ecr:BatchGetImage", Web),
    ];

    [Fact]
    public void FindsNothingWhereEachIsNeeded() => Assert.Empty(LeastPrivilege.Faults(Calls, EvaluatingPolicies.Statements(Login, Push)));

    [Fact]
    public void FindsACallThatNothingAllows() =>
        Assert.Equal(
            ["ecr:GetAuthorizationToken on *: Denied: no statement allows it."],
            LeastPrivilege.Faults(Calls, EvaluatingPolicies.Statements(Push))
        );

    [Fact]
    public void FindsACallThatIsDenied() =>
        Assert.Equal(
            [$"ecr:PutImage on {Web} with aws:k=a: Denied by No."],
            LeastPrivilege.Faults(
                [.. Calls, new PolicyRequest("ecr:PutImage", Web).With("aws:k", "a")],
                EvaluatingPolicies.Statements(
                    Login,
                    Push,
                    "{ Sid: No, Effect: Deny, Action: \"*\", Resource: \"*\", Condition: { StringEquals: { aws:k: a } } }"
                )
            )
        );

    [Fact]
    public void FindsAStatementThatNoCallNeeds() =>
        Assert.Equal(
            ["Delete: no call needs it."],
            LeastPrivilege.Faults(
                Calls,
                EvaluatingPolicies.Statements(
                    Login,
                    Push,
                    $"{{ Sid: Delete, Effect: Allow, Action: ecr:DeleteRepository, Resource: \"{Web}\" }}"
                )
            )
        );

    [Fact]
    public void FindsAnActionAndAResourceThatNoCallNeeds() =>
        Assert.Equal(
            ["Push: no call needs ecr:BatchGetImage.", $"Push: no call needs {Cache}."],
            LeastPrivilege.Faults(Calls[..2], EvaluatingPolicies.Statements(Login, Push))
        );

    [Fact]
    public void FindsACallThatTwoStatementsAllow() =>
        Assert.Equal(
            [$"ecr:PutImage on {Web}: Push and Again both allow it."],
            LeastPrivilege.Faults(
                Calls,
                EvaluatingPolicies.Statements(Login, Push, $"{{ Sid: Again, Effect: Allow, Action: ecr:PutImage, Resource: \"{Web}\" }}")
            )
        );
}
