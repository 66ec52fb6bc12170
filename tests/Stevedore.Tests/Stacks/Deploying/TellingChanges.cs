using Amazon.CloudFormation;
using Amazon.CloudFormation.Model;
using Stevedore.Stacks.Changes;
using Stevedore.Stacks.Yaml;
using Xunit;

namespace Stevedore.Tests.Stacks.Deploying;

/// <summary>What a change is told as: lines that are decided without asking AWS for anything.</summary>
public sealed class TellingChanges
{
    private const string Before = """
        Description: The pipeline shop
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              Policies:
                - PolicyName: stevedore
                  PolicyDocument:
                    Statement:
                      - Effect: Allow
                        Action: [s3:GetObject]
                        Resource: !Sub "arn:${AWS::Partition}:s3:::shop/*"
                        Condition: { StringEquals: { "aws:SourceAccount": !Ref AWS::AccountId } }
                      - Effect: Deny
                        Action: s3:DeleteObject
                        Resource: "*"
        """;

    [Theory]
    // The same, narrower, or another Sid: nothing is wider.
    [InlineData("Action: [s3:GetObject]", "Action: s3:GetObject")]
    [InlineData("Effect: Allow", "Sid: Read\n                Effect: Allow")]
    // More.
    [InlineData(
        "Action: [s3:GetObject]",
        "Action: [s3:GetObject, s3:PutObject]",
        "Role may s3:PutObject on arn:${AWS::Partition}:s3:::shop/* where {StringEquals: {aws:SourceAccount: !Ref AWS::AccountId}}"
    )]
    [InlineData(
        "arn:${AWS::Partition}:s3:::shop/*",
        "arn:${AWS::Partition}:s3:::*",
        "Role may s3:GetObject on arn:${AWS::Partition}:s3:::* where {StringEquals: {aws:SourceAccount: !Ref AWS::AccountId}}"
    )]
    [InlineData(
        "                Condition: { StringEquals: { \"aws:SourceAccount\": !Ref AWS::AccountId } }\n",
        "",
        "Role may s3:GetObject on arn:${AWS::Partition}:s3:::shop/*"
    )]
    [InlineData("Effect: Deny", "Effect: Allow", "Role may s3:DeleteObject on *", "Role no longer denies s3:DeleteObject on *")]
    [InlineData(
        "      Policies:",
        "      ManagedPolicyArns: [arn:aws:iam::aws:policy/AdministratorAccess]\n      Policies:",
        "Role has the policy arn:aws:iam::aws:policy/AdministratorAccess"
    )]
    [InlineData(
        "      Policies:",
        "      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { AWS: \"*\" }, Action: sts:AssumeRole }] }\n      Policies:",
        "Role may be taken by *"
    )]
    public void SaysWhatIsAllowedThatWasNot(string from, string to, params string[] lines)
    {
        Assert.Contains(from, Before, StringComparison.Ordinal);

        Assert.Equal(lines, PermissionWidening.Of(Map(Before), Map(Before.Replace(from, to, StringComparison.Ordinal))));
    }

    /// <summary>What is allowed by way of what is not said.</summary>
    [Theory]
    [InlineData(
        "NotAction: [iam:*, s3:*], Resource: '*', Effect: Allow",
        "NotAction: [iam:*], Resource: '*', Effect: Allow",
        "Role may all but iam:* on *"
    )]
    [InlineData(
        "NotAction: 's3:*', Resource: '*', Effect: Allow",
        "NotAction: 's3:GetObject', Resource: '*', Effect: Allow",
        "Role may all but s3:GetObject on *"
    )]
    [InlineData("NotAction: [b:B, a:A], Resource: '*', Effect: Allow", "NotAction: [a:A, b:B], Resource: '*', Effect: Allow")]
    [InlineData(
        "NotAction: [a:A], Resource: '*', Effect: Deny",
        "NotAction: [a:A, b:B], Resource: '*', Effect: Deny",
        "Role no longer denies all but a:A on *"
    )]
    [InlineData(
        "Action: a:A, Resource: x, Effect: Allow",
        "Action: a:A, NotResource: [y, x], Effect: Allow",
        "Role may a:A on all but x, y"
    )]
    public void ReadsWhatIsExcepted(string before, string after, params string[] lines) =>
        Assert.Equal(lines, PermissionWidening.Of(Map(Policies($"[{{ {before} }}]")), Map(Policies($"[{{ {after} }}]"))));

    [Fact]
    public void ReadsBothSidesOfACondition() =>
        Assert.Equal(
            ["Role may b:B on *"],
            PermissionWidening.Of(
                Map(Policies("[{ Effect: Allow, Action: a:A, Resource: '*' }]")),
                Map(
                    Policies("[!If [IsProd, { Effect: Allow, Action: a:A, Resource: '*' }, { Effect: Allow, Action: b:B, Resource: '*' }]]")
                )
            )
        );

    [Fact]
    public void AndOfOneThatChoosesAWholeDocument()
    {
        const string allowed = "{ Statement: { Effect: Allow, Action: a:A, Resource: '*' } }";
        const string role =
            "Resources: { Role: { Type: AWS::IAM::Role, Properties: { Policies: [{ PolicyName: p, PolicyDocument: DOCUMENT }] } } }";

        Assert.Equal(
            ["Role may b:B on *"],
            PermissionWidening.Of(
                Map(role.Replace("DOCUMENT", allowed, StringComparison.Ordinal)),
                Map(
                    role.Replace(
                        "DOCUMENT",
                        $"!If [IsProd, {allowed}, {allowed.Replace("a:A", "b:B", StringComparison.Ordinal)}]",
                        StringComparison.Ordinal
                    )
                )
            )
        );
    }

    [Theory]
    [InlineData("PermissionsBoundary: arn:b, ", "", "Role is no longer bounded by arn:b")]
    [InlineData("PermissionsBoundary: arn:b, ", "PermissionsBoundary: arn:c, ", "Role is no longer bounded by arn:b")]
    [InlineData("", "PermissionsBoundary: arn:b, ")]
    public void SaysWhoIsBoundedNoLonger(string before, string after, params string[] lines)
    {
        const string role = "Resources: { Role: { Type: AWS::IAM::Role, Properties: { WITHRoleName: role } } }";

        Assert.Equal(
            lines,
            PermissionWidening.Of(
                Map(role.Replace("WITH", before, StringComparison.Ordinal)),
                Map(role.Replace("WITH", after, StringComparison.Ordinal))
            )
        );
    }

    [Theory]
    [InlineData("Roles: [a]", "Roles: [a, b]", "b has the policy Policy")]
    [InlineData("Roles: [a, b]", "Roles: [a]")]
    public void SaysWhoGetsAPolicy(string before, string after, params string[] lines)
    {
        const string policy =
            "Resources: { Policy: { Type: AWS::IAM::ManagedPolicy, Properties: { WHOM, PolicyDocument: { Statement: { Effect: Allow, Action: a:A, Resource: '*' } } } } }";

        Assert.Equal(
            lines,
            PermissionWidening.Of(
                Map(policy.Replace("WHOM", before, StringComparison.Ordinal)),
                Map(policy.Replace("WHOM", after, StringComparison.Ordinal))
            )
        );
    }

    [Theory]
    [InlineData("Bucket: { Type: AWS::S3::Bucket }", "Policy no longer denies s3:* on *")]
    [InlineData("Other: { Type: AWS::S3::Bucket }")]
    public void SaysWhatADenialIsLiftedFrom(string left, params string[] lines) =>
        Assert.Equal(
            lines,
            PermissionWidening.Of(
                Map(
                    "Resources: { Bucket: { Type: AWS::S3::Bucket }, Policy: { Type: AWS::S3::BucketPolicy, Properties: { Bucket: !Ref Bucket, PolicyDocument: { Statement: { Effect: Deny, Action: 's3:*', Resource: '*' } } } } }"
                ),
                Map($"Resources: {{ {left} }}")
            )
        );

    [Fact]
    public void ShowsWhatManyActionsAreAllowedOn()
    {
        var actions = string.Join(", ", Enumerable.Range(0, 40).Select(number => $"service:AnActionOfSomeLength{number}"));

        var lines = PermissionWidening.Of(null, Map(Policies($"[{{ Effect: Allow, Action: [{actions}], Resource: '*' }}]")));

        Assert.Equal(5, lines.Length);
        Assert.All(lines, line => Assert.EndsWith(" on *", line, StringComparison.Ordinal));
        Assert.All(
            Enumerable.Range(0, 40),
            number => Assert.Contains(lines, line => line.Contains($"Length{number}", StringComparison.Ordinal))
        );
    }

    private static string Policies(string statements) =>
        $"Resources: {{ Role: {{ Type: AWS::IAM::Role, Properties: {{ Policies: [{{ PolicyName: p, PolicyDocument: {{ Statement: {statements} }} }}] }} }} }}";

    [Fact]
    public void TakesNarrowerPermissionsForNoneThatAreWider() =>
        Assert.Empty(
            PermissionWidening.Of(
                Map(Before.Replace("Action: [s3:GetObject]", "Action: s3:Get*", StringComparison.Ordinal)),
                Map(Before.Replace("s3:::shop/*", "s3:::shop/app/*", StringComparison.Ordinal))
            )
        );

    [Fact]
    public void SaysWhomAResourceLetsIn() =>
        Assert.Equal(
            ["Repository lets 222233334444 ecr:BatchGetImage"],
            PermissionWidening.Of(
                null,
                Map(
                    """
                    Resources:
                      Repository:
                        Type: AWS::ECR::Repository
                        Properties:
                          RepositoryPolicyText:
                            Statement: [{ Effect: Allow, Principal: { AWS: "222233334444" }, Action: ecr:BatchGetImage }]
                    """
                )
            )
        );

    [Theory]
    [InlineData("Description: The pipeline shop", "Description: Builds shop", "Description: The pipeline shop -> Builds shop")]
    [InlineData("Description: The pipeline shop\n", "", "takes Description out")]
    [InlineData("Resources:", "Parameters: { Branch: { Type: String } }\nResources:", "adds Parameters: {Branch: {Type: String}}")]
    [InlineData("Resources:", "Resources:\n  Bucket:\n    Type: AWS::S3::Bucket", "adds Resources.Bucket (AWS::S3::Bucket)")]
    [InlineData(
        "!Ref AWS::AccountId",
        "!Ref Account",
        "Resources.Role.Properties.Policies[0].PolicyDocument.Statement[0].Condition.StringEquals.aws:SourceAccount: !Ref AWS::AccountId -> !Ref Account"
    )]
    [InlineData("# a comment\nDescription", "Description")]
    public void SaysWhatTemplatesSayOtherwise(string from, string to, params string[] lines)
    {
        var before = $"# a comment\n{Before}";

        Assert.Equal(lines, TemplateDifference.Of(Map(before), Map(before.Replace(from, to, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData(
        "Parameters: { Token: { Type: String, NoEcho: true, Default: a1 } }",
        "Parameters.Token.Default: another value, which is not shown"
    )]
    [InlineData("Parameters: {}", "adds Parameters.Token")]
    [InlineData("{}", "adds Parameters")]
    public void ShowsNoValueThatIsNotToBeEchoed(string before, string line) =>
        Assert.Equal([line], TemplateDifference.Of(Map(before), Map("Parameters: { Token: { Type: String, NoEcho: true, Default: b2 } }")));

    [Fact]
    public void CountsWhatNobodyWouldRead()
    {
        var many = string.Join('\n', Enumerable.Range(0, 100).Select(number => $"  R{number}: {{ Type: AWS::S3::Bucket }}"));

        var lines = TemplateDifference.Of(Map("Resources: {}"), Map($"Resources:\n{many}"));

        Assert.Equal((61, "… and 40 more"), (lines.Length, lines[^1]));
    }

    [Theory]
    [InlineData("Add", null, null, "AWS::S3::Bucket", "  + adds      It (AWS::S3::Bucket)")]
    [InlineData("Import", null, null, "AWS::ECR::Repository", "  + imports   It (AWS::ECR::Repository) it")]
    [InlineData("Remove", null, "Retain", "AWS::S3::Bucket", "  - lets go   It (AWS::S3::Bucket) it: it stays in the account")]
    [InlineData("Remove", null, "Delete", "AWS::S3::Bucket", "!!- removes   It (AWS::S3::Bucket) it: WHAT IT HOLDS IS LOST")]
    [InlineData("Remove", null, "Delete", "AWS::IAM::Role", "  - removes   It (AWS::IAM::Role) it")]
    [InlineData("Modify", "False", null, "AWS::S3::Bucket", "  ~ changes   It (AWS::S3::Bucket) it: Name")]
    [InlineData("Modify", "True", "ReplaceAndDelete", "AWS::IAM::Role", "! ~ replaces  It (AWS::IAM::Role) it: Name")]
    [InlineData("Modify", "True", "ReplaceAndRetain", "AWS::S3::Bucket", "! ~ replaces  It (AWS::S3::Bucket) it: Name")]
    [InlineData("Modify", "True", "ReplaceAndDelete", "AWS::KMS::Key", "!!~ replaces  It (AWS::KMS::Key) it: Name: WHAT IT HOLDS IS LOST")]
    [InlineData(
        "Modify",
        "Conditional",
        null,
        "AWS::S3::Bucket",
        "!!~ may replace It (AWS::S3::Bucket) it: Name: WHAT IT HOLDS MAY BE LOST"
    )]
    [InlineData("Remove", null, "Delete", "AWS::DynamoDB::Table", "!!- removes   It (AWS::DynamoDB::Table) it: WHAT IT HOLDS IS LOST")]
    [InlineData("Remove", null, "Snapshot", "AWS::RDS::DBInstance", "  - removes   It (AWS::RDS::DBInstance) it")]
    [InlineData("Modify", "Conditional", null, "AWS::IAM::Role", "! ~ may replace It (AWS::IAM::Role) it: Name")]
    [InlineData("Dynamic", null, null, "AWS::IAM::Role", "  ? Dynamic   It (AWS::IAM::Role) it")]
    public void SaysWhatAChangeSetDoes(string action, string? replacement, string? policy, string type, string line) =>
        Assert.Equal(
            [line],
            ChangeSetDifference.Of([
                new()
                {
                    ResourceChange = new()
                    {
                        Action = ChangeAction.FindValue(action),
                        Replacement = replacement is null ? null : Replacement.FindValue(replacement),
                        PolicyAction = policy is null ? null : PolicyAction.FindValue(policy),
                        LogicalResourceId = "It",
                        PhysicalResourceId = "it",
                        ResourceType = type,
                        Details = [new() { Target = new() { Name = "Name" } }, new() { Target = new() { Name = "Name" } }],
                    },
                },
            ])
        );

    private static TemplateMap Map(string text) => (TemplateMap)TemplateReader.Read(text, "template")!;
}
