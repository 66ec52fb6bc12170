using Stevedore.Stacks;
using Xunit;

namespace Stevedore.Tests.Stacks.Deploying;

/// <summary>What cannot be deployed is refused before anything is changed, and each refusal says what helps.</summary>
public sealed class RefusingStacks : IDisposable
{
    private static readonly string[] Changing = ["CreateChangeSet", "ExecuteChangeSet", "DeleteStack"];

    private readonly DeploymentCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void OfThatNameThatIsNotOurs()
    {
        given.Stacks.Given("shop", "Resources: {}");

        Refused(
            "Cannot deploy stack 'shop' in eu-central-1: there is a stack of that name that Stevedore has not made. Give the pipeline another name in stevedore.json, or another region in pipelines.shop.region."
        );
    }

    [Fact]
    public void OfThatNameOfAnotherPipeline()
    {
        given.Stacks.Given("shop", "Resources: {}", "store");

        Refused(
            "Cannot deploy stack 'shop' in eu-central-1: the stack of that name is that of the pipeline 'store'. Give the pipeline another name in stevedore.json, or another region in pipelines.shop.region."
        );
    }

    [Fact]
    public void OfThatNameOfAnotherPipelineWithATemplateOfOurs()
    {
        given.Stacks.Given("shop", DeploymentCase.Template, "store");

        Refused(
            "Cannot deploy stack 'shop' in eu-central-1: the stack of that name is that of the pipeline 'store'. Give the pipeline another name in stevedore.json, or another region in pipelines.shop.region."
        );
    }

    [Fact]
    public void OfWhichTheSettingsHaveNone() =>
        Refused("Cannot look for the stack of the pipeline shpo: pipelines has none of that name. Did you mean 'shop'?", new("shpo"));

    [Fact]
    public void ThatTheSettingsOrOverridesDoNotMake()
    {
        given.NotMade = new(
            "Cannot merge pipeline/shop.overrides.yml",
            "line 1: 'Resource' is no section of a template",
            "Did you mean 'Resources'?"
        );

        Refused("Cannot merge pipeline/shop.overrides.yml: line 1: 'Resource' is no section of a template. Did you mean 'Resources'?");
    }

    [Fact]
    public void WithoutPipelines()
    {
        given.Write("stevedore.json", """{ "images": { "shop": {} } }""");

        Refused(
            """Cannot look for stacks: stevedore.json has no pipelines. Add "pipelines": { "shop": { "source": { "connection": "<name or ARN>", "repository": "acme/shop", "branch": "main" } } } to it."""
        );
    }

    [Fact]
    public void OfAnotherAccount()
    {
        given.Write(
            "stevedore.json",
            DeploymentCase.Settings.Replace("\"source\":", "\"account\": \"999999999999\", \"source\":", StringComparison.Ordinal)
        );

        Refused(
            "Cannot deploy stack 'shop' in eu-central-1: it is of account 999999999999, and the credentials are of account 123456789012. Sign in to that account, or name a role of it in pipelines.shop.role."
        );
    }

    [Fact]
    public void WithoutAConnectionOfThatName()
    {
        given.Parameters["pipeline/shop.parameters.json"] = """[{ "ParameterKey": "Connection", "ParameterValue": "acne" }]""";

        Refused(
            "Cannot deploy stack 'shop' in eu-central-1: there is no connection 'acne' in eu-central-1 of account 123456789012. Did you mean 'acme'? `aws codeconnections create-connection --provider-type GitHub --connection-name acne --region eu-central-1` makes one; its handshake is done in the console."
        );
    }

    [Fact]
    public void WithAConnectionThatIsGone()
    {
        given.Parameters["pipeline/shop.parameters.json"] =
            $$"""[{ "ParameterKey": "Connection", "ParameterValue": "{{DeploymentCase.Connection}}" }]""";
        given.Surroundings.Connections.Clear();

        Refused(
            $"Cannot deploy stack 'shop' in eu-central-1: there is no connection {DeploymentCase.Connection}. Correct pipelines.shop.source.connection: `aws codeconnections list-connections --region eu-central-1` shows those that there are."
        );
    }

    [Fact]
    public void WithAConnectionOfAnotherAccount()
    {
        var other = DeploymentCase.Connection.Replace("123456789012", "999999999999", StringComparison.Ordinal);
        given.Parameters["pipeline/shop.parameters.json"] = $$"""[{ "ParameterKey": "Connection", "ParameterValue": "{{other}}" }]""";

        Refused(
            $"Cannot deploy stack 'shop' in eu-central-1: the connection {other} is of account 999999999999, and the stack of 123456789012. Name one of account 123456789012 in pipelines.shop.source.connection: `aws codeconnections list-connections --region eu-central-1` shows them."
        );
    }

    [Fact]
    public void WithAConnectionInError()
    {
        given.Surroundings.Connections["acme"] = (DeploymentCase.Connection, "ERROR");

        Refused(
            $"Cannot deploy stack 'shop' in eu-central-1: the connection {DeploymentCase.Connection} is in error: the provider takes it no longer. Delete it and make another, or mend it at https://eu-central-1.console.aws.amazon.com/codesuite/settings/connections?region=eu-central-1."
        );
    }

    [Fact]
    public void WithoutValuesOfParameters()
    {
        given.Parameters["pipeline/shop.parameters.json"] = """[{ "ParameterKey": "Connection", "ParameterValue": "" }]""";

        Refused(
            "Cannot deploy stack 'shop' in eu-central-1: the parameter Connection has no value. Write it into pipeline/shop.parameters.json; the template says what each is."
        );
    }

    [Fact]
    public void WithParametersThatAreNone()
    {
        given.Parameters["pipeline/shop.parameters.json"] = "{";

        Refused(
            "Cannot read pipeline/shop.parameters.json: it is no list of parameters in JSON. Write [{ \"ParameterKey\": \"<name>\", \"ParameterValue\": \"<value>\" }]; `stevedore init --pipeline` makes it."
        );
    }

    [Fact]
    public void WhoseTemplateIsTooLong()
    {
        given.Made["pipeline/shop.yml"] = DeploymentCase.Template + new string('#', 51_200);

        Refused(
            $"Cannot deploy stack 'shop' in eu-central-1: pipeline/shop.yml has {DeploymentCase.Template.Length + 51_200} bytes, and CloudFormation takes 51200 in a request. Name a bucket of eu-central-1 in pipelines.shop.bucket, which it is then deployed from, or make two pipelines of it."
        );
    }

    [Fact]
    public void WhoseTemplateAPersonDoesNotWant()
    {
        given.Write("pipeline/shop.yml", DeploymentCase.Template.Replace("QUEUED", "PARALLEL", StringComparison.Ordinal));
        given.Answers = _ => false;

        Refused(
            "Cannot deploy stack 'shop' in eu-central-1 while pipeline/shop.yml is another template than stevedore.json makes (`stevedore init --pipeline` writes that): the answer was no. Nothing of it was changed."
        );
        Assert.Equal(
            [
                "pipeline/shop.yml is not what stevedore.json makes now:",
                "  Resources.Pipeline.Properties.ExecutionMode: PARALLEL -> QUEUED",
                "Deploy what it makes now, in place of the file? no",
            ],
            given.Lines[..3]
        );
    }

    [Fact]
    public void InARegionWithoutCodePipeline()
    {
        given.Stacks.Operations.Unknown = "AWS::CodePipeline::Pipeline";

        Failed(
            "Cannot make a change set of the stack 'shop': eu-central-1 does not have all that the pipeline is made of: Template format error: Unrecognized resource types: [AWS::CodePipeline::Pipeline]. Name a region that has CodePipeline and CodeBuild in pipelines.<name>.region."
        );
    }

    [Fact]
    public void ThatNeedsAnotherCapability()
    {
        given.Stacks.Operations.Capability = "CAPABILITY_AUTO_EXPAND";

        Failed(
            "Cannot make a change set of the stack 'shop': the template asks for more than roles: Requires capabilities : [CAPABILITY_AUTO_EXPAND]. Take the macro out of pipeline/<name>.overrides.yml, or allow it with --capabilities=CAPABILITY_AUTO_EXPAND."
        );
        given.Lines.Clear();
        Assert.Equal(0, given.Deploy(new() { Capabilities = ["CAPABILITY_AUTO_EXPAND"] }));
    }

    [Fact]
    public void ThatCannotGoBack()
    {
        given.Deployed();
        given.Changed("TimeoutInMinutes: 60", "TimeoutInMinutes: 30");
        given.Stacks.Next = StackScript.Fails("BuildProject", "No.") with { IsRollbackStuck = true };
        Assert.Equal(1, given.Deploy());
        given.Lines.Clear();

        Failed(
            "Cannot deploy stack 'shop' in eu-central-1: it is in UPDATE_ROLLBACK_FAILED, since BuildProject (AWS::CodeBuild::Project): No. Mend what it names, then `aws cloudformation continue-update-rollback --stack-name shop --region eu-central-1` lets it go back; --resources-to-skip leaves out what cannot."
        );
    }

    [Fact]
    public void ThatSomebodyElseUpdates()
    {
        given.Deployed().Set("UPDATE_IN_PROGRESS", "User Initiated");

        Failed(
            "Cannot deploy stack 'shop' in eu-central-1: it is being updated since 2026-01-02 03:04 UTC. Run again when that has ended: StackStatus --pipeline=shop shows it, and `aws cloudtrail lookup-events --lookup-attributes AttributeKey=ResourceName,AttributeValue=shop --region eu-central-1` says who began it."
        );
    }

    [Fact]
    public void ThatAnotherOfUsUpdatesToSomethingElse()
    {
        given.Deployed();
        given.Changed("TimeoutInMinutes: 60", "TimeoutInMinutes: 30");
        given.Aws.Caller = "arn:aws:sts::123456789012:assumed-role/deployer/ann";
        given.Stacks.Next = new() { Seconds = 58 };
        given.Aws.Faults.Before("DescribeStackEvents", given.CancelAtOnce, call: 3);
        Assert.Equal(130, given.Deploy());
        using DeploymentCase other = new();
        given.Changed("TimeoutInMinutes: 30", "TimeoutInMinutes: 45");
        given.Lines.Clear();
        given.Renew();

        Failed(
            "Cannot deploy stack 'shop' in eu-central-1: it is being updated by arn:aws:sts::123456789012:assumed-role/deployer/ann since 2026-01-02 04:04 UTC. Run again when that has ended: StackStatus --pipeline=shop shows it."
        );
    }

    [Theory]
    [InlineData("DescribeStacks", "cloudformation:DescribeStacks")]
    [InlineData("CreateChangeSet", "cloudformation:CreateChangeSet")]
    [InlineData("DescribeChangeSet", "cloudformation:DescribeChangeSet")]
    [InlineData("ExecuteChangeSet", "cloudformation:ExecuteChangeSet")]
    [InlineData("DescribeStackEvents", "cloudformation:DescribeStackEvents")]
    [InlineData("ListConnections", "codeconnections:ListConnections")]
    [InlineData("GetConnection", "codeconnections:GetConnection")]
    public void ForWantOfAPermissionAndSaysTheStatement(string operation, string action)
    {
        given.Aws.Faults.Deny(operation);

        Assert.Equal(1, given.Deploy());
        Assert.Contains($"the role may not {action} on ", given.Lines[^1], StringComparison.Ordinal);
        Assert.Contains(
            $"Add to its policy: {{\"Effect\":\"Allow\",\"Action\":\"{action}\",\"Resource\":\"",
            given.Lines[^1],
            StringComparison.Ordinal
        );
    }

    private void Refused(string error, StackRequest? request = null)
    {
        Failed(error, request);
        Assert.Empty(given.Operations.Intersect(Changing));
    }

    private void Failed(string error, StackRequest? request = null)
    {
        var code = given.Deploy(request);

        Assert.Equal($"Error: {error}", given.Lines[^1]);
        Assert.Equal(1, code);
    }
}
