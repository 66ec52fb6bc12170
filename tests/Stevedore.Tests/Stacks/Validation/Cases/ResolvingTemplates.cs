using Xunit;

namespace Stevedore.Tests.Stacks.Validation.Cases;

public sealed class ResolvingTemplates
{
    private const string Template = """
        Parameters:
          Stage: { Type: String, Default: test }
          Subnets: { Type: CommaDelimitedList, Default: "a, b" }
          Secret: { Type: String }
        Conditions:
          IsProd: !Equals [!Ref Stage, prod]
          IsTest: !And [!Not [!Condition IsProd], !Or [!Equals [a, b], !Equals [a, a]]]
        Mappings:
          Sizes: { test: { Cpu: "256" } }
        Resources:
          Named: { Type: AWS::ECR::Repository, Properties: { RepositoryName: !Sub "shop/${Stage}" } }
          Bucket: { Type: AWS::S3::Bucket }
          Key: { Type: AWS::KMS::Key }
          Topic: { Type: AWS::SNS::Topic }
          Role: { Type: AWS::IAM::Role, Properties: { Path: /ci/ } }
          Logs: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: /a } }
          Password: { Type: AWS::SecretsManager::Secret, Properties: { Name: hub } }
          Group: { Type: AWS::CodeBuild::ReportGroup, Properties: { Name: tests } }
          Connection: { Type: AWS::CodeConnections::Connection, Properties: { ConnectionName: acme } }
        Outputs:
          Out: { Value: 
        """;

    public static TheoryData<string, string> Values { get; } =
        new()
        {
            { "!Ref Stage", "test" },
            { "!Ref Subnets", "[a, b]" },
            { "!Ref AWS::AccountId", "111122223333" },
            { "!Sub \"${AWS::Partition} ${AWS::Region} ${AWS::StackName} ${AWS::URLSuffix}\"", "aws eu-west-1 stack amazonaws.com" },
            { "!Ref Named", "shop/test" },
            { "!GetAtt Named.Arn", "arn:aws:ecr:eu-west-1:111122223333:repository/shop/test" },
            { "!GetAtt Named.RepositoryUri", "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/test" },
            { "!Sub \"${Bucket.Arn}/*\"", "arn:aws:s3:::stack-bucket-1a2b3c4d5e6f/*" },
            { "!GetAtt Key.Arn", "arn:aws:kms:eu-west-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0" },
            { "!Ref Topic", "arn:aws:sns:eu-west-1:111122223333:stack-Topic-1A2B3C4D5E6F" },
            { "!GetAtt Role.Arn", "arn:aws:iam::111122223333:role/ci/stack-Role-1A2B3C4D5E6F" },
            { "!Ref Role", "stack-Role-1A2B3C4D5E6F" },
            { "!GetAtt Logs.Arn", "arn:aws:logs:eu-west-1:111122223333:log-group:/a:*" },
            { "!Ref Password", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:hub-a1B2c3" },
            { "!Ref Group", "arn:aws:codebuild:eu-west-1:111122223333:report-group/tests" },
            { "!Ref Connection", "arn:aws:codeconnections:eu-west-1:111122223333:connection/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0" },
            { "!Sub [\"${A}-${!B}\", { A: !Ref Stage }]", "test-${B}" },
            { "!If [IsProd, a, b]", "b" },
            { "!If [IsTest, a, b]", "a" },
            { "[a, !If [IsProd, b, !Ref AWS::NoValue]]", "[a]" },
            { "!Join [\",\", [a, !Ref Stage]]", "a,test" },
            { "!Join [\",\", !Ref Subnets]", "a,b" },
            { "!Select [1, !Split [\"/\", !Ref Named]]", "test" },
            { "!FindInMap [Sizes, !Ref Stage, Cpu]", "256" },
            { "{ Fn::Base64: a }", "YQ==" },
            { "!ImportValue base", "from-elsewhere" },
        };

    [Theory]
    [MemberData(nameof(Values))]
    public void GivesValues(string value, string resolved)
    {
        var (template, node) = Read(value);
        var resolver = new TemplateResolver(template) { Given = ImmutableDictionary<string, string>.Empty.Add("base", "from-elsewhere") };
        Assert.Equal(resolved, resolver.Resolve(node).Show());
    }

    [Theory]
    [InlineData("!Ref Secret", "The parameter Secret has no value.")]
    [InlineData("!Ref Other", "There is neither a parameter nor a resource 'Other'.")]
    [InlineData("!ImportValue other", "Fn::ImportValue(other) cannot be resolved.")]
    public void SaysWhatItDoesNotKnow(string value, string message)
    {
        var (template, node) = Read(value);
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => new TemplateResolver(template).Resolve(node)).Message);
    }

    [Theory]
    [InlineData("!Sub \"${Secret}/x\"", "…/x")]
    [InlineData("!GetAtt Bucket.Arn", "arn:aws:s3:::…")]
    [InlineData("[!If [IsProd, a, b]]", "[a, b]")]
    [InlineData("!Sub [\"${A}\", { A: !If [IsProd, a, b] }]", "…")]
    [InlineData("!ImportValue other", "…")]
    public void LeavesHoles(string value, string resolved)
    {
        var (template, node) = Read(value);
        Assert.Equal(
            resolved,
            new TemplateResolver(template) { WithHoles = true }
                .Resolve(node)
                .Show()
                .Replace(Wildcard.Hole, '…')
        );
    }

    [Fact]
    public void TakesWhatIsGiven()
    {
        var (template, node) = Read("!Sub \"${Stage} ${Bucket} ${Bucket.Arn} ${Role.RoleId}\"");
        var resolver = new TemplateResolver(template)
        {
            Partition = "aws-cn",
            Parameters = ImmutableDictionary<string, string>.Empty.Add("Stage", "prod"),
            Given = ImmutableDictionary<string, string>.Empty.Add("Bucket", "b").Add("Role.RoleId", "AROA"),
        };
        Assert.Equal("prod b arn:aws-cn:s3:::b AROA", resolver.Text(node));
        Assert.True(resolver.IsMet("IsProd"));
    }

    private static (Template, Node) Read(string value)
    {
        var template = Validation.Template.Parse($"{Template}{value} }}\n");
        return (template, template.Outputs["Out"].Map()["Value"]!);
    }
}
