using Xunit;

namespace Stevedore.Tests.Stacks.Validation.Cases;

public sealed class FindingFaultsOfPolicies
{
    private const string Build = "Resources.BuildRole.Properties.Policies[0].PolicyDocument";
    private const string Trust = "Resources.BuildRole.Properties.AssumeRolePolicyDocument";
    private const string PipelineRole = "Resources.PipelineRole.Properties.Policies[0].PolicyDocument";
    private const string Repository = "Resources.Repository.Properties.RepositoryPolicyText.Statement[0]";
    private const string Bucket = "Resources.BucketPolicy.Properties.PolicyDocument.Statement[0]";
    private const string Topic = "Resources.TopicPolicy.Properties.PolicyDocument.Statement[0]";
    private const string Push = "Action: [ecr:BatchCheckLayerAvailability, ecr:PutImage]";
    private const string Repo = "Resource: !GetAtt Repository.Arn";
    private const string Connection = "StringEquals: { codeconnections:FullRepositoryId: acme/shop }";
    private const string Codebuild = "Principal: { Service: codebuild.amazonaws.com }";

    public static TheoryData<string, string, string[]> Wrong { get; } =
        new()
        {
            { Push, "Action: ecr:PushImage", [$"{Build}.Statement[2].Action: there is no action ecr:PushImage."] },
            { Push, "Action: ecr:putImage", [$"{Build}.Statement[2].Action: ecr:putImage is written ecr:PutImage."] },
            { Push, "Action: ecr:Put*", [$"{Build}.Statement[2].Action: ecr:Put* allows more than is listed; name the actions."] },
            { Push, "Action: [ecr:PutImage, ecr:PutImage]", [$"{Build}.Statement[2].Action: ecr:PutImage stands twice."] },
            { Push, "Action: []", [$"{Build}.Statement[2].Action: there is none."] },
            {
                Repo,
                "Resource: \"*\"",
                [
                    $"{Build}.Statement[2].Resource: * is wider than ecr:BatchCheckLayerAvailability needs: it takes repository.",
                    $"{Build}.Statement[2].Resource: * is wider than ecr:PutImage needs: it takes repository.",
                ]
            },
            { Repo, "Resource: []", [$"{Build}.Statement[2].Resource: there is none."] },
            {
                "Action: ecr:GetAuthorizationToken\n                Resource: \"*\"",
                $"Action: ecr:GetAuthorizationToken\n                {Repo}",
                [
                    $"{Build}.Statement[1].Resource: ecr:GetAuthorizationToken cannot be narrowed to '{Arn("ecr:eu-west-1:111122223333:repository/shop/web")}'; it takes * only.",
                ]
            },
            {
                Repo,
                "Resource: !GetAtt Bucket.Arn",
                [
                    $"{Build}.Statement[2].Resource: '{Arn("s3:::…")}' is nothing that ecr:BatchCheckLayerAvailability works on: it takes repository.",
                    $"{Build}.Statement[2].Resource: '{Arn("s3:::…")}' is nothing that ecr:PutImage works on: it takes repository.",
                ]
            },
            {
                "Action: [s3:GetObject, s3:PutObject]",
                "Action: [s3:GetObject, s3:GetBucketAcl]\n                Condition: { StringEquals: { aws:PrincipalTag/team: a } }",
                [
                    $"{Build}.Statement[3].Resource: '{Arn("s3:::…/*")}' is nothing that s3:GetBucketAcl works on: it takes accesspoint, bucket.",
                ]
            },
            {
                "Action: [codebuild:StartBuild, codebuild:BatchGetBuilds]",
                "Action: [codebuild:StartBuild, codebuild:CreateReport]",
                [
                    $"{PipelineRole}.Statement[0].Resource: '{Arn("codebuild:eu-west-1:111122223333:project/shop")}' is nothing that codebuild:CreateReport works on: it takes report-group.",
                ]
            },
            { Repo, "Resource: repository/shop", [$"{Build}.Statement[2].Resource: 'repository/shop' is no ARN."] },
            {
                Repo,
                "Resource: !Sub \"arn:${AWS::Partition}:ecr:${AWS::Region}:*:repository/shop\"",
                [$"{Build}.Statement[2].Resource: '{Arn("ecr:eu-west-1:*:repository/shop")}' leaves open whose resource it is."]
            },
            {
                Repo,
                "Resource: !Sub \"arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:*\"",
                [$"{Build}.Statement[2].Resource: '{Arn("ecr:eu-west-1:111122223333:*")}' leaves open whose resource it is."]
            },
            { Repo, "Resource: arn:aws:ecr:eu-west-1:111122223333:repository/shop/web", [] },
            {
                Repo,
                "Resource: arn:aws:ecr:eu-west-1:111122223333:repository/*",
                [
                    "Resources.BuildRole.Properties.Policies[0].PolicyDocument.Statement[2].Resource: 'arn:aws:ecr:eu-west-1:111122223333:repository/*' names its partition; write ${AWS::Partition}.",
                ]
            },
            {
                Repo,
                "Resource: !Sub \"arn:aws-cn:ecr:${AWS::Region}:111122223333:repository/shop\"",
                [
                    $"{Build}.Statement[2].Resource: 'arn:aws-cn:ecr:${{AWS::Region}}:111122223333:repository/shop' names its partition; write ${{AWS::Partition}}.",
                ]
            },
            {
                Push,
                "NotAction: ecr:PutImage",
                [
                    $"{Build}.Statement[2].NotAction: says what is left out, and so allows what nobody listed.",
                    $"{Build}.Statement[2].Action: there is none.",
                ]
            },
            {
                Repo,
                "NotResource: !GetAtt Repository.Arn",
                [
                    $"{Build}.Statement[2].NotResource: says what is left out, and so allows what nobody listed.",
                    $"{Build}.Statement[2].Resource: there is none.",
                ]
            },
            { Repo, $"{Repo}\n                Why: none", [$"{Build}.Statement[2].Why: a statement has no such key."] },
            { "Sid: Push", "Sid: Push-It", [$"{Build}.Statement[2].Sid: 'Push-It' must have letters and digits only."] },
            { "Sid: Push", "Sid: Login", [$"{Build}: the Sid 'Login' stands twice."] },
            {
                "Sid: Push\n                Effect: Allow",
                "Sid: Push\n                Effect: allow",
                [$"{Build}.Statement[2].Effect: 'allow' is neither Allow nor Deny."]
            },
            { Repo, $"{Repo}\n                Principal: \"*\"", [$"{Build}.Statement[2].Principal: a role's own policy has none."] },
            {
                "- PolicyName: build\n          PolicyDocument:\n            Version: \"2012-10-17\"",
                "- PolicyName: build\n          PolicyDocument:\n            Version: \"2008-10-17\"\n            Name: a",
                [$"{Build}.Version: must be 2012-10-17.", $"{Build}.Name: a policy has no such key."]
            },
            {
                Connection,
                "StringIs: { codeconnections:FullRepositoryId: acme/shop }",
                [$"{PipelineRole}.Statement[1].Condition.StringIs: there is no such operator."]
            },
            {
                Connection,
                "StringEquals: { codeconnections:Repository: acme/shop }",
                [$"{PipelineRole}.Statement[1].Condition.StringEquals: there is no key codeconnections:Repository."]
            },
            {
                Connection,
                "StringEquals: { codestar-connections:FullRepositoryId: acme/shop }",
                [
                    $"{PipelineRole}.Statement[1].Condition.StringEquals: codeconnections:UseConnection does not know codestar-connections:FullRepositoryId.",
                ]
            },
            {
                Connection,
                "StringEquals: { aws:RequestTag/team: a }",
                [$"{PipelineRole}.Statement[1].Condition.StringEquals: codeconnections:UseConnection does not know aws:RequestTag/team."]
            },
            {
                Connection,
                "Bool: { codeconnections:FullRepositoryId: \"true\" }",
                [$"{PipelineRole}.Statement[1].Condition.Bool: codeconnections:FullRepositoryId is String, which this does not compare."]
            },
            {
                Connection,
                "ForAllValues:StringEquals: { codeconnections:FullRepositoryId: a }",
                [
                    $"{PipelineRole}.Statement[1].Condition.ForAllValues:StringEquals: codeconnections:FullRepositoryId has one value; say neither ForAnyValue nor ForAllValues.",
                ]
            },
            {
                Connection,
                "StringEqualsIfExists: { aws:CalledVia: a }",
                [
                    $"{PipelineRole}.Statement[1].Condition.StringEqualsIfExists: aws:CalledVia has several values; say ForAnyValue or ForAllValues.",
                ]
            },
            {
                "Condition:\n                  StringEquals: { iam:PassedToService: ecs-tasks.amazonaws.com }",
                "Condition:\n                  StringEquals: { aws:PrincipalTag/team: a }",
                [$"{PipelineRole}.Statement[2].Condition: iam:PassRole must say to which service, by iam:PassedToService."]
            },
            {
                Codebuild,
                "Principal: { Service: codebuilds.amazonaws.com }",
                [$"{Trust}.Statement[0].Principal: 'codebuilds.amazonaws.com' is not a service that is known here."]
            },
            { Codebuild, "Principal: { Federated: a }", [$"{Trust}.Statement[0].Principal: Federated is not used here."] },
            { Codebuild, "Principal: { AWS: !Sub \"arn:${AWS::Partition}:iam::111122223333:role/deploy\" }", [] },
            {
                Codebuild,
                "Principal: { AWS: !Sub \"arn:${AWS::Partition}:iam::111122223333:role/*\" }",
                [$"{Trust}.Statement[0].Principal: 'arn:aws:iam::111122223333:role/*' is not one exact role, user or account."]
            },
            { Codebuild, "Principal: { AWS: \"*\" }", [$"{Trust}.Statement[0].Principal: * lets anyone in."] },
            { Codebuild, "Principal: anyone", [$"{Trust}.Statement[0].Principal: 'anyone' must be a map."] },
            {
                $"{Codebuild}\n            Action: sts:AssumeRole",
                $"{Codebuild}\n            Action: sts:TagSession",
                [$"{Trust}.Statement[0].Action: a role is taken by sts:AssumeRole, not sts:TagSession."]
            },
            {
                $"{Codebuild}\n            Action: sts:AssumeRole",
                "Action: sts:AssumeRole",
                [$"{Trust}.Statement[0].Principal: is missing."]
            },
            { Codebuild, $"{Codebuild}\n            Resource: \"*\"", [$"{Trust}.Statement[0].Resource: this kind of policy has none."] },
            {
                "Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]",
                "Action: [ecr:BatchGetImage, s3:GetItem]\n            Resource: \"*\"",
                [$"{Repository}.Action: there is no action s3:GetItem.", $"{Repository}.Resource: this kind of policy has none."]
            },
            {
                "Principal: { Service: codestar-notifications.amazonaws.com }",
                "Principal: \"*\"",
                [$"{Topic}.Principal: * lets anyone in."]
            },
            {
                "Principal: { Service: codestar-notifications.amazonaws.com }",
                "Principal: \"*\"\n            Condition: { StringEquals: { aws:PrincipalOrgID: o-1 } }",
                []
            },
            {
                "Statement:\n              - Sid: Logs\n                Effect: Allow\n                Action: [logs:CreateLogStream, logs:PutLogEvents]\n                Resource: !GetAtt Logs.Arn\n",
                "Statement:\n",
                []
            },
            {
                "RepositoryPolicyText:\n        Version: \"2012-10-17\"\n        Statement:",
                "RepositoryPolicyText: '{}'\n      Tags:\n        Statement:",
                ["Resources.Repository.Properties.RepositoryPolicyText: must be a map, so that it can be checked."]
            },
            {
                "- PolicyName: start\n          PolicyDocument:\n            Version: \"2012-10-17\"\n            Statement:",
                "- PolicyName: start\n          PolicyDocument: { Version: \"2012-10-17\", Statement: [] }\n          Tags:\n            Statement:",
                ["Resources.RuleRole.Properties.Policies[0].PolicyDocument.Statement: there is none."]
            },
            {
                Connection,
                "Maybe:StringEquals: { codeconnections:FullRepositoryId: a }",
                [$"{PipelineRole}.Statement[1].Condition.Maybe:StringEquals: there is no such operator."]
            },
            { "Action: s3:*", "Action: s4:*", [$"{Bucket}.Action: s4:* means no action."] },
        };

    [Fact]
    public void FindsNothingInAGoodOne() => Assert.Empty(PolicyCheck.Faults(GoodTemplate.Template));

    [Theory]
    [MemberData(nameof(Wrong))]
    public void FindsWhatIsWrong(string from, string to, string[] faults) =>
        Assert.Equal(faults, PolicyCheck.Faults(GoodTemplate.With(from, to)));

    [Fact]
    public void TakesThePolicyOfAKeyForItsOwn() =>
        Assert.Equal(
            ["Resources.Key.Properties.KeyPolicy.Statement[0].Resource: in the policy of a key it is *, the key."],
            PolicyCheck.Faults(
                Template.Parse(
                    """
                    Resources:
                      Key:
                        Type: AWS::KMS::Key
                        Properties:
                          KeyPolicy:
                            Version: "2012-10-17"
                            Statement: [{ Effect: Allow, Principal: { AWS: "111122223333" }, Action: kms:*, Resource: a }]
                    """
                )
            )
        );

    [Fact]
    public void MeasuresTheSizeOfPolicies()
    {
        var actions = string.Join(", ", Enumerable.Range(0, 900).Select(_ => "ecr:PutImage"));
        Assert.Equal(
            [
                $"{Build}.Statement[2].Action: ecr:PutImage stands twice.",
                "Resources.BuildRole.Properties.Policies: about 12,137 characters, 10,240 are allowed.",
            ],
            PolicyCheck.Faults(GoodTemplate.With(Push, $"Action: [{actions}]"))
        );
    }

    [Theory]
    [InlineData("Action: ecs:ListTasks, Resource: \"*\", Condition: { ArnEquals: { ecs:cluster: a } }")]
    [InlineData("Action: [kms:Decrypt, kms:ReEncrypt*, kms:GenerateDataKey*], Resource: !GetAtt Key.Arn")]
    [InlineData(
        "Action: ssm:GetParameters, Resource: !Sub \"arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/dockerhub/token\""
    )]
    [InlineData(
        "Action: secretsmanager:GetSecretValue, Resource: !Sub \"arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:hub-??????\""
    )]
    [InlineData("Action: ecr-public:PutImage, Resource: !Sub \"arn:${AWS::Partition}:ecr-public::${AWS::AccountId}:repository/web\"")]
    [InlineData(
        "Action: sts:GetServiceBearerToken, Resource: \"*\", Condition: { StringEquals: { sts:AWSServiceName: ecr-public.amazonaws.com } }"
    )]
    [InlineData(
        "Action: ecs:TagResource, Resource: !Sub \"arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/web:*\", Condition: { StringEquals: { ecs:CreateAction: RegisterTaskDefinition } }"
    )]
    [InlineData(
        "Action: kms:Decrypt, Resource: !GetAtt Key.Arn, Condition: { StringEquals: { kms:ViaService: !Sub \"ssm.${AWS::Region}.amazonaws.com\" } }"
    )]
    [InlineData(
        "Action: ec2:CreateNetworkInterface, Resource: !Sub \"arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:network-interface/*\""
    )]
    [InlineData("Action: ecs:DescribeTaskDefinition, Resource: \"*\"")]
    [InlineData(
        "Action: [ecs:DescribeTasks, ecs:StopTask], Resource: !Sub \"arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task/shop/*\""
    )]
    [InlineData(
        "Action: [ecs:DescribeServiceDeployments, ecs:StopServiceDeployment, ecs:ContinueServiceDeployment], Resource: !Sub \"arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:service-deployment/shop/web/*\""
    )]
    [InlineData(
        "Action: ecs:RunTask, Resource: !Sub \"arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/web:*\", Condition: { ArnEquals: { ecs:cluster: a } }"
    )]
    [InlineData(
        "Action: logs:GetLogEvents, Resource: !Sub \"arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/ecs/web:log-stream:*\""
    )]
    [InlineData(
        "Action: codepipeline:PutApprovalResult, Resource: !Sub \"arn:${AWS::Partition}:codepipeline:${AWS::Region}:${AWS::AccountId}:shop/Prod/Approve\""
    )]
    [InlineData(
        "Action: [codebuild:CreateReportGroup, codebuild:BatchPutTestCases], Resource: !Sub \"arn:${AWS::Partition}:codebuild:${AWS::Region}:${AWS::AccountId}:report-group/shop-*\""
    )]
    [InlineData(
        "Action: ec2:CreateNetworkInterfacePermission, Resource: !Sub \"arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:network-interface/*\", Condition: { StringEquals: { ec2:AuthorizedService: codebuild.amazonaws.com }, ArnEquals: { ec2:Subnet: a } }"
    )]
    public void TakesWhatPipelinesNeed(string statement) =>
        Assert.Empty(
            PolicyCheck.Faults(
                Template.Parse(
                    $$"""
                    Resources:
                      Key:
                        Type: AWS::KMS::Key
                        Properties:
                          KeyPolicy:
                            Version: "2012-10-17"
                            Statement: [{ Effect: Allow, Principal: { AWS: !Sub "arn:${AWS::Partition}:iam::${AWS::AccountId}:root" }, Action: kms:*, Resource: "*" }]
                      Policy:
                        Type: AWS::IAM::ManagedPolicy
                        Properties:
                          PolicyDocument:
                            Version: "2012-10-17"
                            Statement: [{ Effect: Allow, {{statement}} }]
                      Bus:
                        Type: AWS::Events::EventBusPolicy
                        Properties:
                          StatementId: base
                          Statement: { Effect: Allow, Principal: { AWS: "444455556666" }, Action: events:PutEvents, Resource: !Sub "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default" }
                    """
                )
            )
        );

    private static string Arn(string rest) => $"arn:aws:{rest}";
}
