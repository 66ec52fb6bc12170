using Stevedore.Settings;
using Stevedore.Stacks;
using Stevedore.Stacks.Deploying;
using Xunit;

namespace Stevedore.Tests.Stacks.Deploying;

public sealed class DeployingSeveralStacks : IDisposable
{
    private const string Two = """
        {
          "images": { "app": {}, "base": {} },
          "registries": { "ecr": { "type": "ecr", "account": "123456789012", "region": "eu-central-1" } },
          "pipelines": {
            "app": { "images": ["app"], "base": { "repository": "base" }, "source": { "connection": "acme", "repository": "acme/shop" } },
            "base": { "images": ["base"], "source": { "connection": "acme", "repository": "acme/shop" } }
          }
        }
        """;

    private const string Small = """
        # Made by Stevedore from stevedore.json, sha256:0000
        Resources:
          BuildProject:
            Type: AWS::CodeBuild::Project

        """;

    private readonly DeploymentCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void BeginsWithTheBase()
    {
        Several();

        var code = given.Deploy();

        Golden.Equal("base-and-app.txt", given.Transcript(code));
        Assert.Equal(["base", "app"], given.Calls("CreateChangeSet").Select(call => (string?)call.Body["StackName"]));
    }

    [Fact]
    public void DeletesTheBaseLast()
    {
        Several();
        given.Deploy();

        Assert.Equal(0, given.Delete());
        Assert.Equal(["app", "base"], given.Calls("DeleteStack").Select(call => ((string?)call.Body["StackName"])!.Split('/')[1]));
    }

    [Fact]
    public void DeploysOneAlone()
    {
        Several();

        Assert.Equal(0, given.Deploy(new("app")));
        Assert.Equal(["app"], given.Calls("CreateChangeSet").Select(call => (string?)call.Body["StackName"]));
    }

    [Fact]
    public void BeginsNoneWhereOneIsRefused()
    {
        Several();
        given.Stacks.Given("app", "Resources: {}");

        Assert.Equal(1, given.Deploy());
        Assert.Empty(given.Calls("CreateChangeSet"));
    }

    [Theory]
    [InlineData("UPDATE_ROLLBACK_FAILED")]
    [InlineData("UPDATE_IN_PROGRESS")]
    public void BeginsNoneWhereOneCannotBeDeployedNow(string status)
    {
        Several();
        given.Stacks.Given("app", Small, "app").Set(status);

        Assert.Equal(1, given.Deploy());
        Assert.Empty(given.Calls("CreateChangeSet"));
    }

    [Fact]
    public void TellsWhatWasDoneBeforeAFailure()
    {
        Several();
        given.Stacks.Given("app", Small, "app");
        given.Aws.Faults.Before("ExecuteChangeSet", () => given.Aws.Faults.Deny("CreateChangeSet"));

        Assert.Equal(1, given.Deploy());
        Assert.StartsWith("Error: Cannot make a change set", given.Lines[^1], StringComparison.Ordinal);
        Assert.Equal("base in eu-central-1: created", given.Lines[^2]);
    }

    [Fact]
    public void TellsWhatWasDeletedBeforeAFailure()
    {
        Several();
        given.Deploy();
        given.Aws.Faults.Before("DeleteStack", () => given.Aws.Faults.Deny("DescribeStackEvents"), call: 2);

        Assert.Equal(1, given.Delete());
        Assert.Contains("app in eu-central-1: deleted", given.Lines);
    }

    [Fact]
    public void DeletesNoneWhereOneIsProtected()
    {
        Several();
        given.Stacks.Given("base", Small, "base").IsProtected = true;
        given.Stacks.Given("app", Small, "app");

        Assert.Equal(1, given.Delete());
        Assert.Empty(given.Calls("DeleteStack"));
    }

    [Fact]
    public void LeavesStacksOfOtherAccounts()
    {
        given.Made["pipeline/shop.target-444455556666.yml"] = Small;
        given.Write("pipeline/shop.target-444455556666.yml", Small);

        Assert.Equal(0, given.Deploy());
        Assert.Equal(
            "Not deployed: the stack 'shop-target-444455556666' in eu-central-1 is of account 444455556666. The same command with credentials of that account does it.",
            given.Lines[^3]
        );
        Assert.Equal(["shop"], given.Calls("CreateChangeSet").Select(call => (string?)call.Body["StackName"]));
    }

    [Fact]
    public void DeploysThemWithTheirOwnCredentials()
    {
        given.Made["pipeline/shop.target-123456789012.yml"] = Small;
        given.Made["pipeline/shop.base-123456789012.yml"] = Small.Replace(
            "Resources:",
            "Parameters:\n  ArtifactBucket:\n    Type: String\nResources:",
            StringComparison.Ordinal
        );
        given.Parameters["pipeline/shop.base-123456789012.parameters.json"] =
            """[{ "ParameterKey": "ArtifactBucket", "ParameterValue": "shop-artifacts" }]""";

        Assert.Equal(0, given.Deploy());
        // What knows the bucket of the pipeline comes after it, and a role that the pipeline takes before it.
        Assert.Equal(
            ["shop-target-123456789012", "shop", "shop-base-123456789012"],
            given.Calls("CreateChangeSet").Select(call => (string?)call.Body["StackName"])
        );
    }

    [Fact]
    public void SaysWhereTheBucketOfThePipelineIsFound()
    {
        given.Made["pipeline/shop.base-123456789012.yml"] = Small.Replace(
            "Resources:",
            "Parameters:\n  ArtifactBucket:\n    Type: String\nResources:",
            StringComparison.Ordinal
        );

        Assert.Equal(1, given.Deploy());
        Assert.Equal(
            "Error: Cannot deploy stack 'shop-base-123456789012' in eu-central-1: the parameter ArtifactBucket has no value. Write it into pipeline/shop.base-123456789012.parameters.json; the template says what each is, and StackStatus --pipeline=shop in the pipeline's account shows the outputs.",
            given.Lines[^1]
        );
    }

    [Fact]
    public void DeletesNoneWhereSomethingElseIsBeingDoneWithOne()
    {
        Several();
        given.Stacks.Given("app", Small, "app");
        given.Stacks.Given("base", Small, "base").Set("UPDATE_IN_PROGRESS");

        Assert.Equal(1, given.Delete());
        Assert.Empty(given.Calls("DeleteStack"));
    }

    [Fact]
    public void TakesTheFilesOfAnEnvironment()
    {
        given.Variables["STEVEDORE_ENVIRONMENT"] = "prod";
        given.Write("stevedore.json", DeploymentCase.Settings.TrimEnd()[..^1] + """, "environments": { "prod": {} } }""");
        given.NotMade = new NothingToMakeOfException(
            new("Cannot make the templates", "this folder is no git checkout", "Run it in a checkout.")
        );
        given.Write("pipeline/shop.parameters.json", """[{ "ParameterKey": "Connection", "ParameterValue": "acme" }]""");
        given.Write("pipeline/shop.prod.yml", DeploymentCase.Template.Replace("60", "15", StringComparison.Ordinal));

        Assert.Equal(0, given.Deploy());
        Assert.Contains("TimeoutInMinutes: 15", given.Stacks.Stack("shop")!.Template, StringComparison.Ordinal);
    }

    [Fact]
    public void KeepsTheOrderOfSettingsWhereNothingBuildsOnAnother() =>
        Assert.Equal(
            ["b", "a"],
            StackOrder.Of(
                new()
                {
                    Images = new() { ["x"] = new() },
                    Pipelines = new() { ["b"] = new(), ["a"] = new() },
                },
                ["b", "a"]
            )
        );

    [Fact]
    public void DoesNotTurnInACircle() =>
        Assert.Equal(
            ["a", "b"],
            StackOrder.Of(
                new()
                {
                    Images = new() { ["x"] = new(), ["y"] = new() },
                    Pipelines = new()
                    {
                        ["a"] = new()
                        {
                            Images = ["x"],
                            Base = new() { Repository = "y" },
                        },
                        ["b"] = new()
                        {
                            Images = ["y"],
                            Base = new() { Repository = "x" },
                        },
                    },
                },
                ["a", "b"]
            )
        );

    private void Several()
    {
        given.Write("stevedore.json", Two);
        given.Made.Clear();
        given.Parameters.Clear();
        foreach (var name in (string[])["app", "base"])
        {
            given.Made[$"pipeline/{name}.yml"] = Small;
            given.Write($"pipeline/{name}.yml", Small);
        }
    }
}
