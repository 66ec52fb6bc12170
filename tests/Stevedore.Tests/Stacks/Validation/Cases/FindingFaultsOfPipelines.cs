using Xunit;

namespace Stevedore.Tests.Stacks.Validation.Cases;

public sealed class FindingFaultsOfPipelines
{
    private const string Pipeline = "Resources.Pipeline";
    private const string Image = $"{Pipeline}: stage Build, action Image";
    private const string Code = $"{Pipeline}: stage Source, action Code";
    private const string Service = $"{Pipeline}: stage Deploy, action Service";
    private const string Approve = $"{Pipeline}: stage Deploy, action Approve";
    private const string Trigger = $"{Pipeline}: the trigger of Code";
    private const string SourceType = "{ Category: Source, Owner: AWS, Provider: CodeStarSourceConnection, Version: \"1\" }";
    private const string DeployType = "{ Category: Deploy, Owner: AWS, Provider: ECS, Version: \"1\" }";
    private const string DeployConfiguration = "Configuration: { ClusterName: shop, ServiceName: web, DeploymentTimeout: \"15\" }";
    private const string EcrType = "{ Category: Source, Owner: AWS, Provider: ECR, Version: \"1\" }";
    private const string EcrConfiguration = "Configuration: { RepositoryName: base, ImageTag: latest }";
    private const string Filters = "FilePaths: { Includes: [app/**] }";
    private const string Rollback = "OnFailure: { Result: ROLLBACK }";
    private const string VariablesOfBuild =
        """'[{"name":"COMMIT","value":"#{Code.CommitId}"},{"name":"ACCOUNT","value":"${AWS::AccountId}","type":"PLAINTEXT"},{"name":"CHANNEL","value":"#{variables.Channel}"}]'""";

    private static readonly string Long = new('x', 1001);

    public static TheoryData<string, string, string[]> Wrong { get; } =
        new()
        {
            {
                "Stages:\n        - Name: Source\n",
                "Stages:\n        - Name: Sour ce\n",
                [$@"{Pipeline}: stage Sour ce: the name 'Sour ce' does not match ^[A-Za-z0-9.@\-_]{{1,100}}$."]
            },
            {
                "- Name: Service\n",
                "- Name: Servi/ce\n",
                [$@"{Pipeline}: stage Deploy, action Servi/ce: the name 'Servi/ce' does not match ^[A-Za-z0-9.@\-_]{{1,100}}$."]
            },
            {
                "Namespace: Built",
                "Namespace: Bu.ilt",
                [
                    $@"{Image}: the namespace 'Bu.ilt' does not match ^[A-Za-z0-9@\-_]{{1,100}}$.",
                    $"{Approve}: #{{Built.DIGEST}} names no action's namespace.",
                ]
            },
            {
                "OutputArtifacts: [{ Name: Base }]",
                "OutputArtifacts: [{ Name: Base }, { Name: B.s }]",
                [
                    $@"{Pipeline}: stage Source, action Base: the artifact 'B.s' does not match ^[A-Za-z0-9_\-]{{1,100}}$.",
                    $"{Pipeline}: stage Source, action Base: makes 2 artifacts; 1 are allowed.",
                ]
            },
            { "- Name: Deploy\n", "- Name: Build\n", [$"{Pipeline}: the stage 'Build' stands twice."] },
            { "- Name: Service\n", "- Name: Approve\n", [$"{Pipeline}: stage Deploy: the action 'Approve' stands twice."] },
            { "Namespace: Base", "Namespace: Code", [$"{Pipeline}: the namespace 'Code' stands twice."] },
            {
                $"ActionTypeId: {DeployType}\n              RunOrder: 2\n              {DeployConfiguration}\n              InputArtifacts: [{{ Name: Image }}]",
                $"ActionTypeId: {EcrType}\n              RunOrder: 2\n              {EcrConfiguration}\n              OutputArtifacts: [{{ Name: Other }}]",
                [$"{Service}: a source stands in the first stage only."]
            },
            {
                $"ActionTypeId: {EcrType}\n              Namespace: Base\n              {EcrConfiguration}\n              OutputArtifacts: [{{ Name: Base }}]",
                "ActionTypeId: { Category: Approval, Owner: AWS, Provider: Manual, Version: \"1\" }",
                [$"{Pipeline}: stage Source, action Base: the first stage has sources only.", $"{Image}: nothing makes its input 'Base'."]
            },
            {
                "Stages:\n        - Name: Source\n",
                $"Stages:\n        - Name: Source\n          {Rollback}\n",
                [$"{Pipeline}: stage Source: the stage of the sources cannot be rolled back."]
            },
            {
                "ExecutionMode: QUEUED\n",
                "ExecutionMode: QUEUED\n      DisableInboundStageTransitions: [{ StageName: Prod, Reason: none }]\n",
                [$"{Pipeline}: there is no stage 'Prod' to disable the transition of."]
            },
            {
                SourceType,
                SourceType.Replace("\"1\"", "\"2\""),
                [
                    $"{Code}: the first stage has sources only.",
                    $"{Code}: Source/AWS/CodeStarSourceConnection/2 is not a type of action that is known here.",
                    $"{Trigger} names a source of ; only CodeStarSourceConnection can have one.",
                ]
            },
            {
                DeployType,
                DeployType.Replace("AWS", "Custom"),
                [$"{Service}: Deploy/Custom/ECS/1 is not a type of action that is known here."]
            },
            { "InputArtifacts: [{ Name: Image }]", "InputArtifacts: []", [$"{Service}: takes 0 artifacts; 1 are allowed."] },
            {
                "RunOrder: 1\n",
                "RunOrder: 1\n              InputArtifacts: [{ Name: Image }]\n",
                [$"{Approve}: takes 1 artifacts; 0 are allowed."]
            },
            { "RunOrder: 1\n", "RunOrder: 0\n", [$"{Approve}: RunOrder 0 is not 1 to 999."] },
            { "RunOrder: 1\n", "TimeoutInMinutes: 4\n", [$"{Approve}: TimeoutInMinutes 4 is out of range."] },
            { "RunOrder: 1\n", "Commands: [ls]\n", [$"{Approve}: only the action Commands has Commands."] },
            {
                $"ActionTypeId: {DeployType}\n              RunOrder: 2\n              {DeployConfiguration}",
                "ActionTypeId: { Category: Compute, Owner: AWS, Provider: Commands, Version: \"1\" }",
                [$"{Service}: has 0 commands; 1 to 50 are allowed."]
            },
            {
                "OutputArtifacts: [{ Name: Image }]",
                "OutputArtifacts: [{ Name: Image }, { Name: Base }]",
                [$"{Pipeline}: the artifact 'Base' is made twice."]
            },
            { "[{ Name: Code }, { Name: Base }]", "[{ Name: Code }, { Name: Code }]", [$"{Image}: the input 'Code' stands twice."] },
            {
                "[{ Name: Code }, { Name: Base }]",
                "[{ Name: Code }, { Name: Image }]",
                [$"{Image}: its input 'Image' is made by Image, which does not end before it."]
            },
            {
                "InputArtifacts: [{ Name: Image }]",
                "InputArtifacts: [{ Name: Code }]",
                [$"{Service}: its input 'Code' is CODEBUILD_CLONE_REF, which only CodeBuild can read."]
            },
            { "PrimarySource: Code\n", "BatchEnabled: \"false\"\n", [$"{Image}: has several inputs, so it needs PrimarySource."] },
            { "PrimarySource: Code\n", "PrimarySource: Image\n", [$"{Image}: PrimarySource 'Image' is none of its inputs."] },
            { "ProjectName: !Ref Build", "ProjectName: !Ref Logs", [$"{Image}: ProjectName means Logs, which is AWS::Logs::LogGroup."] },
            {
                "PrimarySource: Code\n",
                "PrimarySource: Code\n                Buildspec: a\n",
                [$"{Image}: CodeBuild has no 'Buildspec' in its configuration."]
            },
            {
                "BranchName: !Ref Branch\n",
                "DetectChanges: \"true\"\n",
                [$"{Code}: CodeStarSourceConnection needs 'BranchName' in its configuration."]
            },
            {
                "PrimarySource: Code\n",
                "PrimarySource: Code\n                BuildspecOverride: [a]\n",
                [$"{Image}: 'BuildspecOverride' must be text."]
            },
            {
                "PrimarySource: Code\n",
                $"PrimarySource: Code\n                BuildspecOverride: {Long}\n",
                [$"{Image}: 'BuildspecOverride' has 1,001 characters, 1,000 are allowed."]
            },
            { $"!Sub {VariablesOfBuild}", "'[{'", [$"{Image}: EnvironmentVariables is not JSON."] },
            { $"!Sub {VariablesOfBuild}", "'{}'", [$"{Image}: EnvironmentVariables is not a list."] },
            {
                $"!Sub {VariablesOfBuild}",
                "'[{\"name\":\"A\"}]'",
                [$"{Image}: EnvironmentVariables has an entry that is not of name, value and type: {{\"name\":\"A\"}}."]
            },
            {
                $"!Sub {VariablesOfBuild}",
                "'[{\"name\":\"A\",\"value\":\"b\",\"type\":\"SSM\"}]'",
                [$"{Image}: EnvironmentVariables has the type 'SSM', which is not one of PLAINTEXT, PARAMETER_STORE, SECRETS_MANAGER."]
            },
            {
                $"!Sub {VariablesOfBuild}",
                "'[{\"name\":\"A\",\"value\":\"b\"},{\"name\":\"A\",\"value\":\"c\"}]'",
                [$"{Image}: EnvironmentVariables has A twice."]
            },
            {
                "OutputArtifactFormat: CODEBUILD_CLONE_REF",
                "OutputArtifactFormat: GIT",
                [$"{Code}: OutputArtifactFormat 'GIT' is neither CODE_ZIP nor CODEBUILD_CLONE_REF."]
            },
            {
                "OutputArtifactFormat: CODEBUILD_CLONE_REF",
                "DetectChanges: no",
                [$"{Code}: DetectChanges 'no' is neither true nor false."]
            },
            {
                $"ActionTypeId: {EcrType}\n              Namespace: Base\n              {EcrConfiguration}",
                "ActionTypeId: { Category: Source, Owner: AWS, Provider: S3, Version: \"1\" }\n              Configuration: { S3Bucket: a, S3ObjectKey: b.zip }",
                [$"{Pipeline}: stage Source, action Base: polls for changes; PollForSourceChanges must be false."]
            },
            {
                $"ActionTypeId: {EcrType}\n              Namespace: Base\n              {EcrConfiguration}",
                "ActionTypeId: { Category: Source, Owner: ThirdParty, Provider: GitHub, Version: \"1\" }\n              Configuration: { Owner: a, Repo: b, Branch: c, OAuthToken: d, PollForSourceChanges: false }",
                [$"{Pipeline}: stage Source, action Base: OAuthToken must be a dynamic reference to a secret."]
            },
            { "DeploymentTimeout: \"15\"", "DeploymentTimeout: \"90\"", [$"{Service}: DeploymentTimeout '90' is not 1 to 60 minutes."] },
            {
                $"ActionTypeId: {DeployType}\n              RunOrder: 2\n              {DeployConfiguration}",
                "ActionTypeId: { Category: Deploy, Owner: AWS, Provider: CodeDeployToECS, Version: \"1\" }\n              RunOrder: 2\n              Configuration: { ApplicationName: a, DeploymentGroupName: b, TaskDefinitionTemplateArtifact: Image, AppSpecTemplateArtifact: Code }",
                [$"{Service}: AppSpecTemplateArtifact 'Code' is none of its inputs."]
            },
            {
                "ExecutionMode: QUEUED",
                "ExecutionMode: PARALLEL",
                [$"{Pipeline}: stage Build: a stage of a pipeline in PARALLEL mode cannot be rolled back."]
            },
            {
                "PipelineType: V2\n",
                "PipelineType: V1\n",
                [
                    $"{Pipeline}: Triggers needs PipelineType V2.",
                    $"{Pipeline}: Variables needs PipelineType V2.",
                    $"{Pipeline}: ExecutionMode QUEUED needs PipelineType V2.",
                    $"{Pipeline}: stage Build: conditions and results of a stage need PipelineType V2.",
                ]
            },
            {
                "ArtifactStore: { Type: S3, Location: !Ref Bucket }",
                "Tags: []",
                [$"{Pipeline}: needs either ArtifactStore or ArtifactStores."]
            },
            {
                "RunOrder: 2\n",
                "RunOrder: 2\n              Region: us-east-1\n",
                [$"{Service}: runs in us-east-1, for which there is no artifact store."]
            },
            { "SourceActionName: Code", "SourceActionName: Git", [$"{Pipeline}: the trigger of Git names no source."] },
            {
                "SourceActionName: Code",
                "SourceActionName: Base",
                [$"{Pipeline}: the trigger of Base names a source of ECR; only CodeStarSourceConnection can have one."]
            },
            {
                Filters,
                $"{Filters}\n        - ProviderType: CodeStarSourceConnection\n          GitConfiguration: {{ SourceActionName: Code, Push: [{{ Tags: {{ Includes: [v*] }} }}] }}",
                [$"{Pipeline}: the source 'Code' has two triggers."]
            },
            {
                $"Push:\n              - Branches: {{ Includes: [!Ref Branch] }}\n                {Filters}",
                "Push: []",
                [$"{Trigger} fires on nothing."]
            },
            {
                Filters,
                $"{Filters}\n              - {Filters}\n              - {Filters}\n              - {Filters}",
                [$"{Trigger} has 4 filters of a kind; 3 are allowed."]
            },
            { Filters, "Tags: { Includes: [v*] }", [$"{Trigger} has tags together with branches or paths in one filter."] },
            { Filters, $"{Filters}\n              - {{}}", [$"{Trigger} has an empty filter."] },
            {
                Filters,
                "FilePaths: { Includes: [a, b, c, d, e, f, g, h, i] }",
                [$"{Trigger} has 9 patterns of FilePaths in a list; 8 are allowed."]
            },
            { Filters, "FilePaths: {}", [$"{Trigger} has no pattern of FilePaths."] },
            { "#{Code.CommitId}", "#{Code.Commit}", [$"{Image}: #{{Code.Commit}} is nothing that CodeStarSourceConnection gives."] },
            { "#{Code.CommitId}", "#{Git.CommitId}", [$"{Image}: #{{Git.CommitId}} names no action's namespace."] },
            { "#{Code.CommitId}", "#{Built.CommitId}", [$"{Image}: #{{Built.CommitId}} is given by Image, which does not end before it."] },
            { "#{Code.CommitId}", "#{CommitId}", [$"{Image}: #{{CommitId}} is not of a namespace and a variable."] },
            { "#{Code.CommitId}", "#{codepipeline.Id}", [$"{Image}: #{{codepipeline.Id}} is not one of PipelineExecutionId."] },
            { "#{variables.Channel}", "#{variables.Line}", [$"{Image}: #{{variables.Line}} is not a variable of the pipeline."] },
            {
                "Namespace: Base",
                "Namespace: variables",
                [$"{Pipeline}: stage Source, action Base: the namespace 'variables' is CodePipeline's own."]
            },
            {
                "- { Name: Channel, DefaultValue: stable }",
                "- { Name: Channel, DefaultValue: stable }\n        - { Name: Channel, DefaultValue: beta }",
                [$"{Pipeline}: the variable 'Channel' stands twice."]
            },
            {
                "Artifacts: { Type: NO_ARTIFACTS }",
                "Artifacts: { Type: CODEPIPELINE }",
                ["Resources.Build: CODEPIPELINE must be the type of its source and of its artifacts, or of neither."]
            },
            {
                "amazonlinux-x86_64-standard:6.0",
                "amazonlinux-aarch64-standard:4.0",
                ["Resources.Build: the image aws/codebuild/amazonlinux-aarch64-standard:4.0 does not run on LINUX_CONTAINER."]
            },
            {
                "PrivilegedMode: true",
                "RegistryCredential: { Credential: a, CredentialProvider: SECRETS_MANAGER }",
                ["Resources.Build: RegistryCredential needs ImagePullCredentialsType SERVICE_ROLE."]
            },
            {
                "- { Name: IMAGE_TAG, Value: latest }",
                "- { Name: IMAGE_TAG, Value: latest }\n          - { Name: IMAGE_TAG, Value: next }",
                ["Resources.Build: the variable IMAGE_TAG stands twice."]
            },
            {
                "BadgeEnabled: true",
                "Triggers: { Webhook: true, FilterGroups: [[{ Type: HEAD_REF, Pattern: a }]] }",
                ["Resources.Build: the group 0 of its webhook's filters must have one of the type EVENT."]
            },
            {
                "codepipeline-pipeline-pipeline-execution-failed",
                "codepipeline-pipeline-execution-failed",
                ["Resources.Notification: there is no type of events 'codepipeline-pipeline-execution-failed'."]
            },
            {
                "codepipeline-pipeline-pipeline-execution-failed",
                "codebuild-project-build-state-failed",
                ["Resources.Notification: its resource has no events 'codebuild-project-build-state-failed'."]
            },
            { "TargetType: SNS", "TargetType: Mail", ["Resources.Notification: 'Mail' is not a type of targets."] },
            {
                "RoleArn: !GetAtt RuleRole.Arn\n",
                "DeadLetterConfig: { Arn: a }\n",
                ["Resources.Rule: the target pipeline is a pipeline, which needs a RoleArn."]
            },
            {
                "Targets:\n        - Id: pipeline",
                "ScheduleExpression: rate(1 day)\n      Targets:\n        - Id: pipeline",
                ["Resources.Rule: needs either EventPattern or ScheduleExpression."]
            },
            {
                "<digest>",
                "<image>",
                [
                    "Resources.Rule: the target pipeline uses <image>, which its InputPathsMap has not.",
                    "Resources.Rule: the target pipeline does not use <digest>.",
                ]
            },
            { "\"<digest>\"}]}'", "\"<digest>\"}}'", ["Resources.Rule: the target pipeline has an InputTemplate that is not JSON."] },
            {
                "\"actionName\":\"Base\"",
                "\"actionName\":\"Image\"",
                ["Resources.Rule: the target pipeline hands a revision to 'Image', which is no source of Pipeline."]
            },
        };

    public static TheoryData<string, string[]> OfWebhooks { get; } =
        new()
        {
            {
                "Filters: [{ JsonPath: $.ref }], TargetAction: Base, Authentication: IP",
                ["Resources.Hook: Pipeline has no source 'Base' of the type GitHub."]
            },
            {
                "Filters: [{ JsonPath: $.ref }], TargetAction: Base, Authentication: GITHUB_HMAC",
                ["Resources.Hook: GITHUB_HMAC needs a SecretToken.", "Resources.Hook: Pipeline has no source 'Base' of the type GitHub."]
            },
            {
                "Filters: [], TargetAction: Base, Authentication: IP",
                ["Resources.Hook: has 0 filters; 1 to 5 are allowed.", "Resources.Hook: Pipeline has no source 'Base' of the type GitHub."]
            },
        };

    [Fact]
    public void FindsNothingInAGoodOne() => Assert.Empty(PipelineCheck.Faults(GoodTemplate.Template));

    [Theory]
    [MemberData(nameof(Wrong))]
    public void FindsWhatIsWrong(string from, string to, string[] faults) =>
        Assert.Equal(faults, PipelineCheck.Faults(GoodTemplate.With(from, to)));

    [Theory]
    [MemberData(nameof(OfWebhooks))]
    public void FindsWhatIsWrongWithAWebhook(string properties, string[] faults) =>
        Assert.Equal(
            faults,
            PipelineCheck.Faults(
                GoodTemplate.With(
                    "  Topic:\n    Type",
                    $"  Hook: {{ Type: AWS::CodePipeline::Webhook, Properties: {{ TargetPipeline: !Ref Pipeline, {properties} }} }}\n  Topic:\n    Type"
                )
            )
        );

    [Fact]
    public void CountsStages() =>
        Assert.Equal(
            [$"{Pipeline}: has 1 stages; 2 to 50 are allowed."],
            PipelineCheck.Faults(
                Template.Parse(
                    $$"""
                    Resources:
                      Pipeline:
                        Type: AWS::CodePipeline::Pipeline
                        Properties:
                          ArtifactStore: { Type: S3, Location: a }
                          Stages:
                            - Name: Source
                              Actions:
                                - { Name: Base, ActionTypeId: {{EcrType}}, {{EcrConfiguration}}, OutputArtifacts: [{ Name: Base }] }
                    """
                )
            )
        );

    [Fact]
    public void KeepsNewActionsForTheNewType() =>
        Assert.Equal(
            [$"{Pipeline}: stage Build, action Push: ECRBuildAndPublish needs PipelineType V2."],
            PipelineCheck.Faults(
                Template.Parse(
                    $$"""
                    Resources:
                      Pipeline:
                        Type: AWS::CodePipeline::Pipeline
                        Properties:
                          ArtifactStore: { Type: S3, Location: a }
                          Stages:
                            - Name: Source
                              Actions:
                                - { Name: Base, ActionTypeId: {{EcrType}}, {{EcrConfiguration}}, OutputArtifacts: [{ Name: Base }] }
                            - Name: Build
                              Actions:
                                - Name: Push
                                  ActionTypeId: { Category: Build, Owner: AWS, Provider: ECRBuildAndPublish, Version: "1" }
                                  Configuration: { ECRRepositoryName: web }
                                  InputArtifacts: [{ Name: Base }]
                    """
                )
            )
        );

    [Fact]
    public void CountsActionsTriggersAndVariables() =>
        Assert.Equal(
            [
                $"{Pipeline}: has 1 stages; 2 to 50 are allowed.",
                $"{Pipeline}: stage Source: has 0 actions; 1 to 50 are allowed.",
                $"{Pipeline}: has 51 triggers; 50 are allowed.",
                .. Enumerable
                    .Range(0, 51)
                    .SelectMany(number =>
                        new[]
                        {
                            $"{Pipeline}: the trigger of {number} names no source.",
                            $"{Pipeline}: the trigger of {number} fires on nothing.",
                        }
                    ),
                $"{Pipeline}: has 51 variables; 50 are allowed.",
            ],
            PipelineCheck.Faults(
                Template.Parse(
                    $$"""
                    Resources:
                      Pipeline:
                        Type: AWS::CodePipeline::Pipeline
                        Properties:
                          PipelineType: V2
                          ArtifactStore: { Type: S3, Location: a }
                          Triggers: [{{Repeated(number => $"{{ GitConfiguration: {{ SourceActionName: {number} }} }}")}}]
                          Variables: [{{Repeated(number => $"{{ Name: V{number} }}")}}]
                          Stages: [{ Name: Source, Actions: [] }]
                    """
                )
            )
        );

    [Fact]
    public void KeepsAProjectOfAPipelineFromBeingStartedOtherwise() =>
        Assert.Equal(
            [
                "Resources.Build: a project with the source CODEPIPELINE cannot have a badge.",
                "Resources.Build: a project with the source CODEPIPELINE cannot have a webhook.",
            ],
            PipelineCheck.Faults(
                Template.Parse(
                    """
                    Resources:
                      Build:
                        Type: AWS::CodeBuild::Project
                        Properties:
                          Source: { Type: CODEPIPELINE }
                          Artifacts: { Type: CODEPIPELINE }
                          BadgeEnabled: true
                          Triggers: { Webhook: true }
                    """
                )
            )
        );

    private static string Repeated(Func<int, string> write) => string.Join(", ", Enumerable.Range(0, 51).Select(write));
}
