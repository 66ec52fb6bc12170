using Stevedore.Stacks;
using Xunit;

namespace Stevedore.Tests.Stacks.Deploying;

public sealed class DeployingStacks : IDisposable
{
    private readonly DeploymentCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void ThatIsNotThereYet()
    {
        var code = given.Deploy();

        Golden.Equal("create.txt", given.Transcript(code));
        Assert.Equal("CREATE_COMPLETE", given.Stacks.Stack("shop")!.Status);
        Assert.Equal("""[{"Key":"stevedore:pipeline","Value":"shop"}]""", given.Stacks.Stack("shop")!.Tags.ToJsonString());
        Assert.Single(given.Calls("ExecuteChangeSet"));
    }

    [Fact]
    public void ThatIsAsItIsToBe()
    {
        given.Deployed();

        var code = given.Deploy();

        Golden.Equal("nothing.txt", given.Transcript(code));
        Assert.Empty(given.Calls("ExecuteChangeSet"));
        Assert.Empty(given.Stacks.ChangeSets);
    }

    [Fact]
    public void ThatChanges()
    {
        given.Deployed();
        given.Changed("TimeoutInMinutes: 60", "TimeoutInMinutes: 30");

        var code = given.Deploy();

        Golden.Equal("update.txt", given.Transcript(code));
        Assert.Contains("TimeoutInMinutes: 30", given.Stacks.Stack("shop")!.Template, StringComparison.Ordinal);
    }

    [Fact]
    public void ThatLosesWhatItHolds()
    {
        given.Deployed();
        given.Changed(
            "    UpdateReplacePolicy: Retain\n    Properties:\n      RepositoryName: shop\n",
            "    Properties:\n      RepositoryName: other\n"
        );
        given.Stacks.Next = new() { Replaced = ["ShopRepository"] };
        given.Answers = question => !question.StartsWith("Execute", StringComparison.Ordinal);

        var code = given.Deploy();

        Golden.Equal("replacement.txt", given.Transcript(code));
        Assert.Empty(given.Calls("ExecuteChangeSet"));
        Assert.Empty(given.Stacks.ChangeSets);
    }

    [Fact]
    public void WhoseRepositoryAPushHasMade()
    {
        given.Stacks.Repositories.Add("shop");

        var code = given.Deploy();

        Golden.Equal("import.txt", given.Transcript(code));
        Assert.Equal("true", (string?)given.Calls("CreateChangeSet")[0].Body["ImportExistingResources"]);
    }

    [Fact]
    public void ThatFailsAndGoesBack()
    {
        given.Deployed();
        given.Changed("TimeoutInMinutes: 60", "TimeoutInMinutes: 9999");
        given.Stacks.Next = StackScript.Fails("BuildProject", "Invalid timeout: 9999 (Service: AWSCodeBuild; Status Code: 400)");

        var code = given.Deploy();

        Golden.Equal("rolled-back.txt", given.Transcript(code));
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", given.Stacks.Stack("shop")!.Status);
    }

    [Fact]
    public void ThatCannotBeCreatedForWantOfAPermission()
    {
        given.Stacks.Next = StackScript.Fails(
            "BuildRole",
            "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::123456789012:role/shop-BuildRole because no identity-based policy allows the iam:CreateRole action"
        );

        var code = given.Deploy();

        Golden.Equal("denied-role.txt", given.Transcript(code));
        Assert.Equal("ROLLBACK_COMPLETE", given.Stacks.Stack("shop")!.Status);
    }

    [Fact]
    public void ThatCouldNotBeCreatedBefore()
    {
        given.Stacks.Next = StackScript.Fails("BuildProject", "Something else.");
        given.Deploy();
        given.Lines.Clear();

        var code = given.Deploy();

        Golden.Equal("created-again.txt", given.Transcript(code));
        Assert.Equal("CREATE_COMPLETE", given.Stacks.Stack("shop")!.Status);
    }

    [Fact]
    public void ThatCouldNotBeCreatedBeforeWithValuesOfItsOwn()
    {
        given.Changed("Parameters:\n", "Parameters:\n  Branch:\n    Type: String\n    Default: main\n");
        given.Stacks.Next = StackScript.Fails("BuildProject", "Something else.");
        Assert.Equal(1, given.Deploy());
        given
            .Stacks.Stack("shop")!
            .Parameters.Add(new System.Text.Json.Nodes.JsonObject { ["ParameterKey"] = "Branch", ["ParameterValue"] = "main" });

        Assert.Equal(0, given.Deploy());
        Assert.Equal("CREATE_COMPLETE", given.Stacks.Stack("shop")!.Status);
    }

    [Fact]
    public void ThatSomebodyElseIsAboutToCreate()
    {
        given.Aws.Faults.Before("ExecuteChangeSet", given.CancelAtOnce);
        var stack = given.Stacks.Given("shop", "Resources: {}");
        stack.Set("REVIEW_IN_PROGRESS");
        System.Text.Json.Nodes.JsonObject request = new() { ["ChangeSetName"] = "theirs", ["StackName"] = "shop" };
        given.Stacks.ChangeSets.Add(new(given.Aws, stack, request, StackScript.Success(), 7) { Parameters = [], Changes = [] });

        Assert.Equal(1, given.Deploy());
        Assert.StartsWith(
            "Error: Cannot deploy stack 'shop' in eu-central-1: a change set of somebody else, 'theirs', waits to create a stack of that name. ",
            given.Lines[^1],
            StringComparison.Ordinal
        );
        Assert.Single(given.Stacks.ChangeSets);
    }

    [Fact]
    public void ThatEarlyValidationRefuses()
    {
        given.Stacks.Next = new() { Invalid = ("BuildProject", "Property TimeoutInMinutes is not in the range of 5 to 2160") };

        var code = given.Deploy();

        Golden.Equal("early-validation.txt", given.Transcript(code));
        Assert.Null(given.Stacks.Stack("shop"));
        Assert.Empty(given.Stacks.ChangeSets);
    }

    [Fact]
    public void WhoseCauseOnlyEventsTell()
    {
        given.Aws.Faults.Deny("DescribeEvents");
        given.Stacks.Next = StackScript.Fails("BuildProject", "Invalid timeout.");

        Assert.Equal(1, given.Deploy());
        Assert.Contains("BuildProject (AWS::CodeBuild::Project): Invalid timeout. ", given.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void WhoseEventsFillManyPages()
    {
        given.Stacks.PageSize = 2;

        var code = given.Deploy();

        Golden.Equal("create.txt", given.Transcript(code));
    }

    [Fact]
    public void ThatTakesLong()
    {
        given.Stacks.Next = new() { Seconds = 90 };

        var code = given.Deploy();

        Golden.Equal("long.txt", given.Transcript(code));
        Assert.Equal(0, code);
    }

    [Fact]
    public void WithARoleOfCloudFormation()
    {
        Assert.Equal(0, given.Deploy(new() { Role = "arn:aws:iam::123456789012:role/stacks" }));
        Assert.Equal("arn:aws:iam::123456789012:role/stacks", (string?)given.Calls("CreateChangeSet")[0].Body["RoleARN"]);
    }

    [Fact]
    public void WithTheRoleOfTheSettings()
    {
        const string role = "arn:aws:iam::123456789012:role/deployer";
        given.Write(
            "stevedore.json",
            DeploymentCase.Settings.Replace("\"source\":", $"\"role\": \"{role}\", \"source\":", StringComparison.Ordinal)
        );

        Assert.Equal(0, given.Deploy());
        Assert.Equal([role], given.Roles);
    }

    [Fact]
    public void OfWhichNobodyIsAsked()
    {
        given.Answers = null;

        Assert.Equal(0, given.Deploy(new() { IsConfirmed = true }));
        Assert.Equal("CREATE_COMPLETE", given.Stacks.Stack("shop")!.Status);
    }

    [Fact]
    public void WhereNobodyIsThereToBeAsked()
    {
        given.Answers = null;

        var code = given.Deploy();

        Assert.Equal(1, code);
        Assert.Equal(
            "Error: Cannot deploy stack 'shop' in eu-central-1: nobody is there to be asked. Look at the lines above, and pass --yes if they are meant.",
            given.Lines[^1]
        );
        Assert.Null(given.Stacks.Stack("shop"));
    }

    [Fact]
    public void ThatWasDeployedByHandBefore()
    {
        var stack = given.Deployed();
        stack.Tags = [];
        given.Changed("TimeoutInMinutes: 60", "TimeoutInMinutes: 30");

        Assert.Equal(0, given.Deploy());
        Assert.Equal("""[{"Key":"stevedore:pipeline","Value":"shop"}]""", stack.Tags.ToJsonString());
    }

    [Fact]
    public void WithoutGitAndDockerfile()
    {
        given.NotMade = new NothingToMakeOfException(
            new("Cannot make the templates", "this folder is no git checkout", "Run it in a checkout.")
        );
        given.Write("pipeline/shop.parameters.json", given.Parameters["pipeline/shop.parameters.json"]);

        Assert.Equal(0, given.Deploy());
        Assert.StartsWith("Warning: The templates of the repository are deployed as they are", given.Lines[0], StringComparison.Ordinal);
        Assert.Equal(DeploymentCase.Template, given.Stacks.Stack("shop")!.Template);
    }
}
