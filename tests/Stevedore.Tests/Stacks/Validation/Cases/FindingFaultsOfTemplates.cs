using System.Text;
using Xunit;

namespace Stevedore.Tests.Stacks.Validation.Cases;

public sealed class FindingFaultsOfTemplates
{
    private const string Small = "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  Topic: { Type: AWS::SNS::Topic }\n";

    /// <summary>What stands in the good template, what takes its place, and what is found then.</summary>
    public static TheoryData<string, string, string> Wrong { get; } =
        new()
        {
            {
                "Type: AWS::SNS::Topic\n",
                "Type: AWS::SNS::Tropic\n",
                "Resources.Topic.Type: 'AWS::SNS::Tropic' is not a type that is known here."
            },
            { "RepositoryName: shop/web", "Name: shop/web", "Resources.Repository.Properties.Name: there is no such property." },
            {
                "ServerSideEncryptionByDefault:\n              SSEAlgorithm: AES256",
                "ServerSideEncryptionByDefault: {}",
                "Resources.Bucket.Properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.SSEAlgorithm: is missing."
            },
            {
                "ServiceRole: !GetAtt BuildRole.Arn",
                "ServiceRole: !Ref AWS::NoValue",
                "Resources.Build.Properties.ServiceRole: is missing."
            },
            {
                "PrivilegedMode: true",
                "PrivilegedMode: yes",
                "Resources.Build.Properties.Environment.PrivilegedMode: must be true or false, not 'yes'."
            },
            {
                "TimeoutInMinutes: 60",
                "TimeoutInMinutes: 1h",
                "Resources.Build.Properties.TimeoutInMinutes: must be a whole number, not '1h'."
            },
            {
                "Artifacts: { Type: NO_ARTIFACTS }",
                "Artifacts: NO_ARTIFACTS",
                "Resources.Build.Properties.Artifacts: must be a map, not 'NO_ARTIFACTS'."
            },
            { "Topics: [!Ref Topic]", "Topics: { A: b }", "Resources.TopicPolicy.Properties.Topics: must be a list, not a map." },
            { "Topics: [!Ref Topic]", "Topics: !Ref Topic", "Resources.TopicPolicy.Properties.Topics: must be a list, Ref gives text." },
            {
                "GroupName: !Ref Logs",
                "GroupName: !Split [a, !Ref Logs]",
                "Resources.Build.Properties.LogsConfig.CloudWatchLogs.GroupName: must be text, Fn::Split gives a list."
            },
            {
                "GroupName: !Ref Logs",
                "GroupName: !Not [!Condition Notifies]",
                "Resources.Build.Properties.LogsConfig.CloudWatchLogs.GroupName: must be text, Fn::Not gives a condition."
            },
            {
                "SSEAlgorithm: AES256",
                "SSEAlgorithm: AES512",
                "Resources.Bucket.Properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.SSEAlgorithm: 'AES512' is not one of aws:kms, AES256, aws:kms:dsse."
            },
            {
                "AllowedValues: [\"30\", \"90\"]",
                "AllowedValues: [\"31\", \"90\"]",
                "Resources.Logs.Properties.RetentionInDays: '31' of the parameter Retention is not one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
            },
            {
                "Value: latest",
                "Value: 0123",
                "Resources.Build.Properties.Environment.EnvironmentVariables[0].Value: YAML reads '0123' as something else than this text; it needs quotes."
            },
            {
                "repository-name: [base]",
                "repository-name: [on]",
                "Resources.Rule.Properties.EventPattern.detail.repository-name[0]: YAML reads 'on' as something else than this text; it needs quotes."
            },
            {
                "GroupName: !Ref Logs",
                "GroupName: !Ref Log",
                "Resources.Build.Properties.LogsConfig.CloudWatchLogs.GroupName: Ref names 'Log', which is neither a parameter nor a resource."
            },
            {
                "Value: !GetAtt Repository.RepositoryUri",
                "Value: !GetAtt Repository.Uri",
                "Outputs.RepositoryUri.Value: Fn::GetAtt names Repository.Uri; AWS::ECR::Repository has Arn, RepositoryUri."
            },
            {
                "Value: !GetAtt Repository.RepositoryUri",
                "Value: { Fn::GetAtt: [Repo, Arn] }",
                "Outputs.RepositoryUri.Value: Fn::GetAtt names 'Repo', which is no resource."
            },
            {
                "Value: !GetAtt Repository.RepositoryUri",
                "Value: !GetAtt Repository",
                "Outputs.RepositoryUri.Value: Fn::GetAtt takes a resource and an attribute."
            },
            {
                "${AWS::StackName}-repository",
                "${AWS::Stack}-repository",
                "Outputs.RepositoryUri.Export.Name: Fn::Sub names 'AWS::Stack', which is neither a parameter nor a resource."
            },
            {
                "!Sub \"${AWS::StackName}-repository\"",
                "!Sub repository",
                "Outputs.RepositoryUri.Export.Name: Fn::Sub has nothing to replace in 'repository'."
            },
            {
                "!Sub \"${AWS::StackName}-repository\"",
                "!Sub [\"${A}\", { A: a, B: b }]",
                "Outputs.RepositoryUri.Export.Name: Fn::Sub is given 'B', which its text does not use."
            },
            {
                "!Sub \"${AWS::StackName}-repository\"",
                "!Sub [a]",
                "Outputs.RepositoryUri.Export.Name: Fn::Sub takes text, or text and a map."
            },
            {
                "!Sub \"${AWS::StackName}-repository\"",
                "\"${AWS::StackName}-repository\"",
                "Outputs.RepositoryUri.Export.Name: ${AWS::StackName} stands in text that no Fn::Sub reads."
            },
            {
                "Value: !GetAtt Repository.RepositoryUri",
                "Value: !Upper a",
                "Outputs.RepositoryUri.Value: there is no function Fn::Upper."
            },
            {
                "Value: !GetAtt Repository.RepositoryUri",
                "Value: !If [Notifies, a]",
                "Outputs.RepositoryUri.Value: Fn::If takes 3 values."
            },
            {
                "RepositoryUri:\n    Value",
                "RepositoryUri:\n    Condition: Shouts\n    Value",
                "Outputs.RepositoryUri: there is no condition 'Shouts'."
            },
            {
                "Value: !GetAtt Repository.RepositoryUri",
                "Value: !If [Shouts, a, b]",
                "Outputs.RepositoryUri.Value: there is no condition 'Shouts'."
            },
            {
                "TopicArn:\n    Condition: Notifies\n",
                "TopicArn:\n",
                "Outputs.TopicArn.Value: Ref names 'Topic', which is there only if Notifies."
            },
            {
                "TopicArn:\n    Condition: Notifies\n    Value: !Ref Topic",
                "TopicArn:\n    Value: !If [Notifies, none, !Ref Topic]",
                "Outputs.TopicArn.Value.Fn::If[2]: Ref names 'Topic', which is there only if Notifies."
            },
            {
                "!FindInMap [Computes, Linux, Size]",
                "!FindInMap [Computes, Arm, Size]",
                "Resources.Build.Properties.Environment.ComputeType: the mapping Computes has no 'Arm'."
            },
            {
                "!FindInMap [Computes, Linux, Size]",
                "!FindInMap [Computes, Linux, Price]",
                "Resources.Build.Properties.Environment.ComputeType: the mapping Computes has no 'Price' in 'Linux'."
            },
            {
                "GroupName: !Ref Logs",
                "GroupName: !FindInMap [Computers, Linux, Size]",
                "Resources.Build.Properties.LogsConfig.CloudWatchLogs.GroupName: there is no mapping 'Computers'."
            },
            {
                "Topics: [!Ref Topic]",
                "Topics: !Ref Branch",
                "Resources.TopicPolicy.Properties.Topics: must be a list, the parameter Branch is text."
            },
            { "DependsOn: TopicPolicy", "DependsOn: Policy", "Resources.Notification.DependsOn: there is no resource 'Policy'." },
            {
                "!Equals [!Ref Notify, \"yes\"]",
                "!Equals [!Ref Topic, !Ref Notify]",
                "Conditions.Notifies.Fn::Equals[0]: Ref names the resource 'Topic', of which nothing is known here."
            },
            { "Mappings:\n", "  Other: { Type: String }\nMappings:\n", "Parameters.Other: nothing uses it." },
            { "Conditions:\n", "  Other: { A: { B: c } }\nConditions:\n", "Mappings.Other: nothing uses it." },
            { "Conditions:\n", "Conditions:\n  Other: !Equals [a, b]\n", "Conditions.Other: nothing uses it." },
            {
                "  Topic:\n    Type",
                "  Topic:\n    DependsOn: TopicPolicy\n    Type",
                "Topic -> TopicPolicy -> Topic: each needs the next one first."
            },
            {
                "UpdateReplacePolicy: Retain",
                "UpdateReplacePolicy: RetainExceptOnCreate",
                "Resources.Repository.UpdateReplacePolicy: 'RetainExceptOnCreate' is not one of Delete, Retain, Snapshot."
            },
            {
                "DeletionPolicy: RetainExceptOnCreate",
                "DeletionPolicy: Keep",
                "Resources.Repository.DeletionPolicy: 'Keep' is not one of Delete, Retain, RetainExceptOnCreate, Snapshot."
            },
            { "DependsOn: TopicPolicy", "DependOn: TopicPolicy", "Resources.Notification.DependOn: there is no such key." },
            {
                "BadgeEnabled: true",
                "BadgeEnabled: true\n      BadgeEnabled: true",
                "Resources.Build.Properties.BadgeEnabled: the key stands twice."
            },
            { "BadgeEnabled: true", "BadgeEnabled: &yes true", "Resources.Build.Properties.BadgeEnabled: an anchor is not allowed." },
            {
                "Type: String\n    Default: main",
                "Type: Text\n    Default: main",
                "Parameters.Branch.Type: 'Text' is not a type of parameters."
            },
            { "Default: main", "Value: main", "Parameters.Branch.Value: there is no such key." },
            { "Default: \"90\"", "Default: \"60\"", "Parameters.Retention.Default: '60' is not one of 30, 90." },
            {
                "Default: main",
                "Default: main\n    AllowedPattern: \"[0-9]+\"",
                "Parameters.Branch.Default: 'main' does not match [0-9]+."
            },
            { "Default: main", "Default: main\n    MinLength: 5", "Parameters.Branch.Default: 'main' is too short or too long." },
            { "Default: main", "Default: main\n    NoEcho: true", "Parameters.Branch.Default: a secret must not stand in a template." },
            {
                "AWSTemplateFormatVersion: \"2010-09-09\"",
                "AWSTemplateFormatVersion: \"2012-10-17\"",
                "AWSTemplateFormatVersion: must be 2010-09-09."
            },
            { "Outputs:\n", "Output: {}\nOutputs:\n", "Output: there is no such section." },
            {
                "Export: { Name: !Sub \"${AWS::StackName}-repository\" }",
                "Export: repository",
                "Outputs.RepositoryUri.Export: must have a Name and nothing else."
            },
            { "Value: !GetAtt Repository.RepositoryUri", "Description: none", "Outputs.RepositoryUri: has no Value." },
            { "Value: !GetAtt Repository.RepositoryUri", "Value: a\n    Name: b", "Outputs.RepositoryUri.Name: there is no such key." },
            {
                "TopicArn:\n    Condition: Notifies",
                "TopicArn:\n    Export: { Name: !Sub \"${AWS::StackName}-repository\" }\n    Condition: Notifies",
                "Outputs: RepositoryUri and TopicArn export the same name '${AWS::StackName}-repository'."
            },
        };

    [Fact]
    public void FindsNothingInAGoodOne() => Assert.Empty(TemplateCheck.Faults(GoodTemplate.Template));

    [Theory]
    [MemberData(nameof(Wrong))]
    public void FindsWhatIsWrong(string from, string to, string fault) =>
        Assert.Equal([fault], TemplateCheck.Faults(GoodTemplate.With(from, to)));

    [Fact]
    public void MeasuresItInBytes()
    {
        var fill = Template.MaximumBytes - Encoding.UTF8.GetByteCount(Small) - 3;
        Assert.Empty(TemplateCheck.Faults(Template.Parse($"{Small}# {new string('x', fill)}\n")));
        Assert.Equal(
            ["The template has 51,201 bytes, 51,200 are allowed."],
            TemplateCheck.Faults(Template.Parse($"{Small}# {new string('x', fill - 1)}é\n"))
        );
    }

    [Fact]
    public void NeedsResourcesAndAShortDescription() =>
        Assert.Equal(
            ["Description: has more than 1,024 bytes.", "Resources: there are none."],
            TemplateCheck.Faults(
                Template.Parse($"AWSTemplateFormatVersion: \"2010-09-09\"\nDescription: {new string('x', 1025)}\nResources: {{}}\n")
            )
        );

    [Fact]
    public void CountsWhatItDeclares()
    {
        var topics = string.Concat(Enumerable.Range(0, 500).Select(number => $"  Topic{number}: {{ Type: AWS::SNS::Topic }}\n"));
        Assert.Equal(["Resources: 501 are more than 500."], TemplateCheck.Faults(Template.Parse(Small + topics)));
    }

    [Fact]
    public void RefusesNamesAndAliases()
    {
        Assert.Equal(
            ["Resources.my-topic: a name has letters and digits only, at most 255."],
            TemplateCheck.Faults(Template.Parse($"{Small}  my-topic: {{ Type: AWS::SNS::Topic }}\n"))
        );
        Assert.Equal(
            [
                "Resources.One.Properties.DisplayName: an anchor is not allowed.",
                "Resources.Two.Properties.DisplayName: an alias is not allowed.",
            ],
            TemplateCheck.Faults(
                Template.Parse(
                    $"{Small}  One: {{ Type: AWS::SNS::Topic, Properties: {{ DisplayName: &a b }} }}\n  Two: {{ Type: AWS::SNS::Topic, Properties: {{ DisplayName: *a }} }}\n"
                )
            )
        );
    }

    [Theory]
    [InlineData("!Not [!Condition No]")]
    [InlineData("!And [!Condition Yes, !Equals [c, d]]")]
    [InlineData("!Not [!Or [!Not [!Condition Yes], !Equals [c, d]]]")]
    public void KnowsWhatFollowsFromACondition(string condition) =>
        Assert.Empty(
            TemplateCheck.Faults(
                Template.Parse(
                    $$"""
                    AWSTemplateFormatVersion: "2010-09-09"
                    Conditions:
                      Yes: !Equals [a, !Ref AWS::Region]
                      No: !Not [!Condition Yes]
                      Sure: {{condition}}
                    Resources:
                      Key: { Type: AWS::SNS::Topic, Condition: Yes }
                      Other: { Type: AWS::SNS::Topic, Condition: No }
                      User: { Type: AWS::SNS::TopicPolicy, Condition: Sure, Properties: { Topics: [!Ref Key], PolicyDocument: { A: b } } }
                    """
                )
            )
        );
}
