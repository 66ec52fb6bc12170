using Xunit;

namespace Stevedore.Tests.Stacks.Validation.Cases;

/// <summary>As AWS documents it [IAM User Guide: policy evaluation logic, condition operators, multivalued keys, policy variables].</summary>
public sealed class EvaluatingPolicies
{
    private const string Role = "arn:aws:iam::111122223333:role/build";
    private const string Web = "arn:aws:ecr:eu-west-1:111122223333:repository/shop/web";

    /// <summary>A condition, what the request carries under <c>aws:k</c> (null: nothing; several by commas), and whether it is met.</summary>
    public static TheoryData<string, string?, bool> Conditions { get; } =
        new()
        {
            { "StringEquals: { aws:k: a }", "a", true },
            { "StringEquals: { aws:k: a }", "A", false },
            { "StringEquals: { aws:k: [b, a] }", "a", true },
            { "StringEquals: { aws:k: \"*\" }", "a", false },
            { "StringEquals: { aws:k: a }", null, false },
            { "StringEquals: { AWS:K: a }", "a", true },
            { "StringEqualsIfExists: { aws:k: a }", null, true },
            { "StringEqualsIfExists: { aws:k: a }", "b", false },
            { "StringNotEquals: { aws:k: a }", "b", true },
            { "StringNotEquals: { aws:k: [a, b] }", "b", false },
            { "StringNotEquals: { aws:k: a }", null, true },
            { "StringNotEqualsIfExists: { aws:k: a }", "a", false },
            { "StringEqualsIgnoreCase: { aws:k: a }", "A", true },
            { "StringNotEqualsIgnoreCase: { aws:k: a }", "A", false },
            { "StringLike: { aws:k: \"re?ease/*\" }", "release/1/2", true },
            { "StringLike: { aws:k: \"release/*\" }", "main", false },
            { "StringLike: { aws:k: \"release/*\" }", null, false },
            { "StringNotLike: { aws:k: \"release/*\" }", "main", true },
            { "StringNotLike: { aws:k: \"release/*\" }", "release/1", false },
            { "ArnEquals: { aws:k: \"arn:aws:ecs:*:1:cluster/a*\" }", "arn:aws:ecs:eu-west-1:1:cluster/ab", true },
            { "ArnLike: { aws:k: \"arn:aws:ecs:*:1:cluster/a\" }", "arn:aws:ecs:eu-west-1:1:cluster/ab", false },
            { "ArnLike: { aws:k: \"arn:aws:*:1:cluster/a\" }", "arn:aws:ecs:eu-west-1:1:cluster/a", false },
            { "ArnNotLike: { aws:k: \"arn:aws:ecs:*:1:cluster/a\" }", "arn:aws:ecs:eu-west-1:1:cluster/b", true },
            { "ArnNotEquals: { aws:k: \"arn:aws:ecs:*:1:cluster/a\" }", "arn:aws:ecs:eu-west-1:1:cluster/a", false },
            { "Bool: { aws:k: \"true\" }", "true", true },
            { "Bool: { aws:k: true }", "false", false },
            { "Bool: { aws:k: \"false\" }", null, false },
            { "BoolIfExists: { aws:k: \"false\" }", null, true },
            { "\"Null\": { aws:k: \"true\" }", null, true },
            { "\"Null\": { aws:k: \"true\" }", "a", false },
            { "\"Null\": { aws:k: \"false\" }", "a", true },
            { "\"Null\": { aws:k: \"false\" }", null, false },
            { "IpAddress: { aws:k: 10.1.0.0/16 }", "10.1.2.3", true },
            { "IpAddress: { aws:k: 10.1.2.3 }", "10.1.2.4", false },
            { "NotIpAddress: { aws:k: 10.1.0.0/16 }", "10.2.0.1", true },
            { "NumericEquals: { aws:k: 10 }", "10.0", true },
            { "NumericNotEquals: { aws:k: 10 }", "10", false },
            { "NumericLessThan: { aws:k: 10 }", "9", true },
            { "NumericLessThan: { aws:k: 10 }", "10", false },
            { "NumericLessThanEquals: { aws:k: 10 }", "10", true },
            { "NumericGreaterThan: { aws:k: 10 }", "10", false },
            { "NumericGreaterThanEquals: { aws:k: 10 }", "10", true },
            { "DateLessThan: { aws:k: \"2026-01-01T00:00:00Z\" }", "2025-12-31T23:59:59Z", true },
            { "DateGreaterThan: { aws:k: \"2026-01-01T00:00:00Z\" }", "2025-12-31T23:59:59Z", false },
            { "DateEquals: { aws:k: \"2026-01-01T00:00:00Z\" }", "2026-01-01T01:00:00+01:00", true },
            { "ForAllValues:StringEquals: { aws:k: [a, b] }", "a,b", true },
            { "ForAllValues:StringEquals: { aws:k: [a, b] }", "a,c", false },
            { "ForAllValues:StringEquals: { aws:k: a }", null, true },
            { "ForAllValues:StringNotEquals: { aws:k: [a, b] }", "c,a", false },
            { "ForAnyValue:StringEquals: { aws:k: [a, b] }", "c,b", true },
            { "ForAnyValue:StringEquals: { aws:k: [a, b] }", "c,d", false },
            { "ForAnyValue:StringEquals: { aws:k: a }", null, false },
            { "ForAnyValue:StringNotEquals: { aws:k: [a, b] }", "a,c", true },
            { "ForAnyValue:StringLike: { aws:k: [\"a*\"] }", "b,ab", true },
            { "StringEquals: { aws:k: a, aws:other: x }", "a", true },
            { "StringEquals: { aws:k: a, aws:other: y }", "a", false },
            { "{ StringEquals: { aws:k: a }, StringLike: { aws:other: \"z*\" } }", "a", false },
            { "StringEquals: { aws:k: \"${aws:other}\" }", "x", true },
            { "StringEquals: { aws:k: \"${aws:none, 'a'}\" }", "a", true },
            { "StringLike: { aws:k: \"${*}\" }", "a", false },
            { "StringLike: { aws:k: \"${*}\" }", "*", true },
            { "StringLike: { aws:k: \"${aws:star}\" }", "anything", false },
            { "StringLike: { aws:k: \"${aws:star}\" }", "*", true },
        };

    /// <summary>What a statement lists, what is asked for, and whether they match.</summary>
    public static TheoryData<string, string, string, string, bool> Targets { get; } =
        new()
        {
            { "ecr:PutImage", Web, "ecr:PutImage", Web, true },
            { "ecr:putimage", Web, "ECR:PutImage", Web, true },
            { "ecr:Put*", Web, "ecr:PutImage", Web, true },
            { "\"*\"", Web, "ecr:PutImage", Web, true },
            { "ecr:Get*", Web, "ecr:PutImage", Web, false },
            { "ecr:PutImage", "arn:aws:ecr:eu-west-1:111122223333:repository/shop/*", "ecr:PutImage", Web, true },
            { "ecr:PutImage", "arn:aws:ecr:eu-west-1:111122223333:repository/shop/w?b", "ecr:PutImage", Web, true },
            { "ecr:PutImage", "arn:aws:ecr:eu-west-1:111122223333:repository/SHOP/web", "ecr:PutImage", Web, false },
            { "ecr:PutImage", "arn:aws:ecr:*:repository/shop/web", "ecr:PutImage", Web, false },
            { "ecr:PutImage", "arn:aws:ecr:*:*:repository/shop/web", "ecr:PutImage", Web, true },
            { "ecr:PutImage", "arn:aws:ecr:eu-west-1:111122223333:repository/${aws:other}/web", "ecr:PutImage", Web, false },
            { "ecr:PutImage", "\"*\"", "ecr:PutImage", Web, true },
            { "ecr:GetAuthorizationToken", "\"*\"", "ecr:GetAuthorizationToken", "*", true },
            { "ecr:GetAuthorizationToken", Web, "ecr:GetAuthorizationToken", "*", false },
            { "s3:GetObject", "arn:aws:s3:::b/*", "s3:GetObject", "arn:aws:s3:::b/c/d:e", true },
            { "s3:GetObject", "arn:aws:s3:::b/*", "s3:GetObject", "arn:aws:s3:::b", false },
        };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void MeetsConditions(string condition, string? value, bool met)
    {
        var request = new PolicyRequest("ecr:PutImage", Web).With("aws:other", "x").With("aws:star", "*");
        var statements = Statements($"{{ Effect: Allow, Action: ecr:PutImage, Resource: \"*\", Condition: {Braced(condition)} }}");
        Assert.Equal(
            met ? PolicyOutcome.Allowed : PolicyOutcome.NotAllowed,
            new PolicyEvaluator { Identity = statements }
                .Decide(value is null ? request : request.With("aws:k", value.Split(',')))
                .Outcome
        );
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void MatchesActionsAndResources(string action, string resource, string askedAction, string askedResource, bool matches)
    {
        var statements = Statements(
            $"{{ Effect: Allow, Action: {action}, Resource: {(resource.StartsWith('"') ? resource : $"\"{resource}\"")} }}"
        );
        Assert.Equal(
            matches ? PolicyOutcome.Allowed : PolicyOutcome.NotAllowed,
            new PolicyEvaluator { Identity = statements }
                .Decide(new(askedAction, askedResource))
                .Outcome
        );
    }

    [Fact]
    public void LetsADenialWin()
    {
        var evaluator = new PolicyEvaluator
        {
            Identity = Statements(
                "{ Sid: All, Effect: Allow, Action: \"ecr:*\", Resource: \"*\" }",
                "{ Sid: NotProd, Effect: Deny, Action: ecr:PutImage, Resource: \"*/prod\" }",
                $"{{ Sid: NotProd, Effect: Deny, Action: ecr:PutImage, Resource: \"{Web}\", Condition: {{ StringEquals: {{ aws:k: a }} }} }}"
            ),
        };
        var request = new PolicyRequest("ecr:PutImage", Web);
        Assert.Equal("Allowed by All", $"{evaluator.Decide(request)}");
        Assert.Equal("Denied by NotProd", $"{evaluator.Decide(request.With("aws:k", "a"))}");
        Assert.Equal("Denied: no statement allows it", $"{evaluator.Decide(request with { Action = "ecs:RunTask" })}");
    }

    [Fact]
    public void NeedsTheBoundaryToo()
    {
        var evaluator = new PolicyEvaluator
        {
            Identity = Statements("{ Sid: Mine, Effect: Allow, Action: [ecr:PutImage, ecs:RunTask], Resource: \"*\" }"),
            Boundary = Statements("{ Sid: Edge, Effect: Allow, Action: \"ecr:*\", Resource: \"*\" }"),
        };
        Assert.Equal("Allowed by Mine", $"{evaluator.Decide(new("ecr:PutImage", Web))}");
        Assert.Equal("Denied: no statement allows it", $"{evaluator.Decide(new("ecs:RunTask", "*"))}");
        Assert.Equal("Denied: no statement allows it", $"{evaluator.Decide(new("ecr:GetAuthorizationToken", "*"))}");
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/build", false, "Allowed by Theirs")]
    [InlineData("arn:aws:iam::111122223333:role/other", false, "Denied: no statement allows it")]
    [InlineData("arn:aws:iam::111122223333:role/other", true, "Allowed by Own")]
    [InlineData("arn:aws:iam::444455556666:role/far", true, "Allowed by Own")]
    [InlineData("arn:aws:iam::444455556666:role/far", false, "Denied: no statement allows it")]
    [InlineData("arn:aws:iam::777788889999:role/farther", true, "Denied: no statement allows it")]
    [InlineData("arn:aws:iam::777788889999:role/pull", true, "Allowed by Own")]
    [InlineData("codebuild.amazonaws.com", false, "Allowed by Theirs")]
    [InlineData("events.amazonaws.com", false, "Denied: no statement allows it")]
    public void NeedsBothSidesFromAnotherAccount(string principal, bool allowedByOwn, string decision)
    {
        var evaluator = new PolicyEvaluator
        {
            Identity = allowedByOwn ? Statements("{ Sid: Own, Effect: Allow, Action: ecr:BatchGetImage, Resource: \"*\" }") : [],
            Resource = Statements(
                $"{{ Sid: Theirs, Effect: Allow, Principal: {{ AWS: [\"{Role}\", \"444455556666\", \"arn:aws:iam::777788889999:role/pull\", \"arn:aws:iam::111122223333:root\"], Service: codebuild.amazonaws.com }}, Action: ecr:BatchGetImage }}"
            ),
        };
        Assert.Equal(decision, $"{evaluator.Decide(new("ecr:BatchGetImage", Web) { Principal = principal })}");
    }

    [Fact]
    public void LetsATrustPolicyDecide()
    {
        var template = GoodTemplate.Template;
        var trust = new PolicyEvaluator
        {
            Resource = PolicyStatement.TrustOf(template, "BuildRole", Resolver(template)),
            Identity = Statements("{ Sid: Own, Effect: Allow, Action: sts:AssumeRole, Resource: \"*\" }"),
            ResourceDecides = true,
        };
        var request = new PolicyRequest("sts:AssumeRole", Role) { Principal = "codebuild.amazonaws.com" };
        Assert.Equal(PolicyOutcome.NotAllowed, (trust with { Identity = [] }).Decide(request).Outcome);
        Assert.Equal(
            "Allowed by Resources.BuildRole.Properties.AssumeRolePolicyDocument.Statement[0]",
            $"{(trust with { Identity = [] }).Decide(request.With("aws:SourceArn", "arn:aws:codebuild:eu-west-1:111122223333:project/shop"))}"
        );
        Assert.Equal(PolicyOutcome.NotAllowed, trust.Decide(request with { Principal = Role }).Outcome);
    }

    [Fact]
    public void ReadsTheRolesOfATemplate()
    {
        var template = GoodTemplate.Template;
        var resolver = Resolver(template);
        var build = PolicyStatement.OfRole(template, "BuildRole", resolver);
        Assert.Equal(["Logs", "Login", "Push", "Artifacts"], build.Select(statement => statement.Name));
        var evaluator = new PolicyEvaluator { Identity = build };
        Assert.Equal("Allowed by Push", $"{evaluator.Decide(new("ecr:PutImage", Web))}");
        Assert.Equal("Denied: no statement allows it", $"{evaluator.Decide(new("ecr:PutImage", Web + "2"))}");
        Assert.Equal(
            "Allowed by Logs",
            $"{evaluator.Decide(new("logs:PutLogEvents", "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/codebuild/shop:log-stream:a"))}"
        );
        var bucket = new PolicyEvaluator { Identity = build, Resource = PolicyStatement.OfResource(template, "BucketPolicy", resolver) };
        var get = new PolicyRequest("s3:GetObject", "arn:aws:s3:::stack-bucket-1a2b3c4d5e6f/a.zip");
        Assert.Equal("Denied by OnlyEncrypted", $"{bucket.Decide(get.With("aws:SecureTransport", "false"))}");
        Assert.Equal("Allowed by Artifacts", $"{bucket.Decide(get.With("aws:SecureTransport", "true"))}");
    }

    internal static ImmutableArray<PolicyStatement> Statements(params string[] statements)
    {
        var template = Template.Parse(
            $"""
            Resources:
              Role:
                Type: AWS::IAM::Role
                Properties:
                  Policies:
                    - PolicyDocument:
                        Statement:
            {string.Join('\n', statements.Select(statement => $"              - {statement}"))}
            """
        );
        return PolicyStatement.OfRole(template, "Role", new(template));
    }

    private static string Braced(string condition) => condition.StartsWith('{') ? condition : $"{{ {condition} }}";

    private static TemplateResolver Resolver(Template template) =>
        new(template)
        {
            Parameters = ImmutableDictionary<string, string>.Empty.Add(
                "Connection",
                "arn:aws:codeconnections:eu-west-1:111122223333:connection/1"
            ),
        };
}
