using Xunit;

namespace Stevedore.Tests.Stacks.Validation.Cases;

/// <summary>A pipeline written by hand in which there is nothing to find, and its changes for the worse.</summary>
internal static class GoodTemplate
{
    public const string Text = """
        AWSTemplateFormatVersion: "2010-09-09"
        Description: The image shop, from its commit to its service.
        Parameters:
          Connection:
            Type: String
            AllowedPattern: "arn:[^:]+:code(connections|star-connections):.+"
          Branch:
            Type: String
            Default: main
          Retention:
            Type: Number
            Default: "90"
            AllowedValues: ["30", "90"]
          Notify:
            Type: String
            Default: "no"
            AllowedValues: ["yes", "no"]
        Mappings:
          Computes:
            Linux:
              Size: BUILD_GENERAL1_SMALL
        Conditions:
          Notifies: !Equals [!Ref Notify, "yes"]
        Resources:
          Repository:
            Type: AWS::ECR::Repository
            DeletionPolicy: RetainExceptOnCreate
            UpdateReplacePolicy: Retain
            Properties:
              RepositoryName: shop/web
              ImageTagMutability: IMMUTABLE_WITH_EXCLUSION
              ImageTagMutabilityExclusionFilters:
                - ImageTagMutabilityExclusionFilterType: WILDCARD
                  ImageTagMutabilityExclusionFilterValue: deployed*
              RepositoryPolicyText:
                Version: "2012-10-17"
                Statement:
                  - Sid: Pull
                    Effect: Allow
                    Principal:
                      AWS: !Sub arn:${AWS::Partition}:iam::444455556666:root
                    Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
          Bucket:
            Type: AWS::S3::Bucket
            Properties:
              BucketEncryption:
                ServerSideEncryptionConfiguration:
                  - ServerSideEncryptionByDefault:
                      SSEAlgorithm: AES256
              VersioningConfiguration:
                Status: Enabled
          BucketPolicy:
            Type: AWS::S3::BucketPolicy
            Properties:
              Bucket: !Ref Bucket
              PolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - Sid: OnlyEncrypted
                    Effect: Deny
                    Principal: "*"
                    Action: s3:*
                    Resource: [!GetAtt Bucket.Arn, !Sub "${Bucket.Arn}/*"]
                    Condition:
                      Bool: { aws:SecureTransport: "false" }
          Logs:
            Type: AWS::Logs::LogGroup
            Properties:
              LogGroupName: /aws/codebuild/shop
              RetentionInDays: !Ref Retention
          BuildRole:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - Effect: Allow
                    Principal: { Service: codebuild.amazonaws.com }
                    Action: sts:AssumeRole
                    Condition:
                      ArnEquals: { aws:SourceArn: !Sub "arn:${AWS::Partition}:codebuild:${AWS::Region}:${AWS::AccountId}:project/shop" }
              Policies:
                - PolicyName: build
                  PolicyDocument:
                    Version: "2012-10-17"
                    Statement:
                      - Sid: Logs
                        Effect: Allow
                        Action: [logs:CreateLogStream, logs:PutLogEvents]
                        Resource: !GetAtt Logs.Arn
                      - Sid: Login
                        Effect: Allow
                        Action: ecr:GetAuthorizationToken
                        Resource: "*"
                      - Sid: Push
                        Effect: Allow
                        Action: [ecr:BatchCheckLayerAvailability, ecr:PutImage]
                        Resource: !GetAtt Repository.Arn
                      - Sid: Artifacts
                        Effect: Allow
                        Action: [s3:GetObject, s3:PutObject]
                        Resource: !Sub "${Bucket.Arn}/*"
          Build:
            Type: AWS::CodeBuild::Project
            Properties:
              Name: shop
              ServiceRole: !GetAtt BuildRole.Arn
              Source:
                Type: GITHUB
                Location: https://github.com/acme/shop.git
                Auth: { Type: CODECONNECTIONS, Resource: !Ref Connection }
                BuildSpec: buildspec.yml
              Artifacts: { Type: NO_ARTIFACTS }
              BadgeEnabled: true
              LogsConfig:
                CloudWatchLogs: { Status: ENABLED, GroupName: !Ref Logs }
              TimeoutInMinutes: 60
              Environment:
                Type: LINUX_CONTAINER
                Image: aws/codebuild/amazonlinux-x86_64-standard:6.0
                ComputeType: !FindInMap [Computes, Linux, Size]
                PrivilegedMode: true
                EnvironmentVariables:
                  - { Name: IMAGE_TAG, Value: latest }
          PipelineRole:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - Effect: Allow
                    Principal: { Service: codepipeline.amazonaws.com }
                    Action: sts:AssumeRole
              Policies:
                - PolicyName: pipeline
                  PolicyDocument:
                    Version: "2012-10-17"
                    Statement:
                      - Sid: Build
                        Effect: Allow
                        Action: [codebuild:StartBuild, codebuild:BatchGetBuilds]
                        Resource: !GetAtt Build.Arn
                      - Sid: Source
                        Effect: Allow
                        Action: codeconnections:UseConnection
                        Resource: !Ref Connection
                        Condition:
                          StringEquals: { codeconnections:FullRepositoryId: acme/shop }
                      - Sid: Roles
                        Effect: Allow
                        Action: iam:PassRole
                        Resource: !Sub "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/shop-task"
                        Condition:
                          StringEquals: { iam:PassedToService: ecs-tasks.amazonaws.com }
          Pipeline:
            Type: AWS::CodePipeline::Pipeline
            Properties:
              Name: shop
              PipelineType: V2
              ExecutionMode: QUEUED
              RoleArn: !GetAtt PipelineRole.Arn
              ArtifactStore: { Type: S3, Location: !Ref Bucket }
              Variables:
                - { Name: Channel, DefaultValue: stable }
              Triggers:
                - ProviderType: CodeStarSourceConnection
                  GitConfiguration:
                    SourceActionName: Code
                    Push:
                      - Branches: { Includes: [!Ref Branch] }
                        FilePaths: { Includes: [app/**] }
              Stages:
                - Name: Source
                  Actions:
                    - Name: Code
                      ActionTypeId: { Category: Source, Owner: AWS, Provider: CodeStarSourceConnection, Version: "1" }
                      Namespace: Code
                      Configuration:
                        ConnectionArn: !Ref Connection
                        FullRepositoryId: acme/shop
                        BranchName: !Ref Branch
                        OutputArtifactFormat: CODEBUILD_CLONE_REF
                      OutputArtifacts: [{ Name: Code }]
                    - Name: Base
                      ActionTypeId: { Category: Source, Owner: AWS, Provider: ECR, Version: "1" }
                      Namespace: Base
                      Configuration: { RepositoryName: base, ImageTag: latest }
                      OutputArtifacts: [{ Name: Base }]
                - Name: Build
                  OnFailure: { Result: ROLLBACK }
                  Actions:
                    - Name: Image
                      ActionTypeId: { Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1" }
                      Namespace: Built
                      Configuration:
                        ProjectName: !Ref Build
                        PrimarySource: Code
                        EnvironmentVariables: !Sub '[{"name":"COMMIT","value":"#{Code.CommitId}"},{"name":"ACCOUNT","value":"${AWS::AccountId}","type":"PLAINTEXT"},{"name":"CHANNEL","value":"#{variables.Channel}"}]'
                      InputArtifacts: [{ Name: Code }, { Name: Base }]
                      OutputArtifacts: [{ Name: Image }]
                - Name: Deploy
                  Actions:
                    - Name: Approve
                      ActionTypeId: { Category: Approval, Owner: AWS, Provider: Manual, Version: "1" }
                      RunOrder: 1
                      Configuration:
                        CustomData: "Deploy #{Built.DIGEST}?"
                    - Name: Service
                      ActionTypeId: { Category: Deploy, Owner: AWS, Provider: ECS, Version: "1" }
                      RunOrder: 2
                      Configuration: { ClusterName: shop, ServiceName: web, DeploymentTimeout: "15" }
                      InputArtifacts: [{ Name: Image }]
          RuleRole:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - Effect: Allow
                    Principal: { Service: events.amazonaws.com }
                    Action: sts:AssumeRole
              Policies:
                - PolicyName: start
                  PolicyDocument:
                    Version: "2012-10-17"
                    Statement:
                      - Effect: Allow
                        Action: codepipeline:StartPipelineExecution
                        Resource: !Sub "arn:${AWS::Partition}:codepipeline:${AWS::Region}:${AWS::AccountId}:${Pipeline}"
          Rule:
            Type: AWS::Events::Rule
            Properties:
              EventPattern:
                source: [aws.ecr]
                detail-type: [ECR Image Action]
                detail: { action-type: [PUSH], repository-name: [base] }
              Targets:
                - Id: pipeline
                  Arn: !Sub "arn:${AWS::Partition}:codepipeline:${AWS::Region}:${AWS::AccountId}:${Pipeline}"
                  RoleArn: !GetAtt RuleRole.Arn
                  InputTransformer:
                    InputPathsMap: { digest: $.detail.image-digest }
                    InputTemplate: '{"sourceRevisions":[{"actionName":"Base","revisionType":"IMAGE_DIGEST","revisionValue":"<digest>"}]}'
          Topic:
            Type: AWS::SNS::Topic
            Condition: Notifies
          TopicPolicy:
            Type: AWS::SNS::TopicPolicy
            Condition: Notifies
            Properties:
              Topics: [!Ref Topic]
              PolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - Sid: Publish
                    Effect: Allow
                    Principal: { Service: codestar-notifications.amazonaws.com }
                    Action: sns:Publish
                    Resource: !Ref Topic
          Notification:
            Type: AWS::CodeStarNotifications::NotificationRule
            Condition: Notifies
            DependsOn: TopicPolicy
            Properties:
              Name: shop
              DetailType: FULL
              Resource: !Sub "arn:${AWS::Partition}:codepipeline:${AWS::Region}:${AWS::AccountId}:${Pipeline}"
              EventTypeIds: [codepipeline-pipeline-pipeline-execution-failed]
              Targets: [{ TargetType: SNS, TargetAddress: !Ref Topic }]
        Outputs:
          RepositoryUri:
            Value: !GetAtt Repository.RepositoryUri
            Export: { Name: !Sub "${AWS::StackName}-repository" }
          TopicArn:
            Condition: Notifies
            Value: !Ref Topic

        """;

    public static Template Template => Template.Parse(Text);

    /// <summary>The template with something else in place of what stands in it once.</summary>
    public static Template With(string from, string to)
    {
        Assert.Equal(2, Text.Split(from).Length);
        return Template.Parse(Text.Replace(from, to, StringComparison.Ordinal));
    }
}
