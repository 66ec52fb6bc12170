using Stevedore.Tests.Ecs;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Stacks.Deploying;

/// <summary>Commands as processes of their own, from a checkout to a stub of AWS: templates are made by what <c>init --pipeline</c> makes them with.</summary>
public sealed class RunningStackCommands : IDisposable
{
    private const string AskedFor = "--exit-code";
    private const string Parameters = """[{ "ParameterKey": "Connection", "ParameterValue": "acme" }]""";

    private readonly GitRepository checkout = GitRepository.Init("shop");
    private readonly EcsStub aws = new(TimeProvider.System) { Pace = 0 };
    private readonly StubStacks stacks;
    private readonly StubSurroundings surroundings;
    private readonly EcsStubServer server;

    public RunningStackCommands()
    {
        stacks = new(aws);
        surroundings = new(aws);
        server = new(aws);
        checkout.Write("Dockerfile", "FROM scratch\n").Write("stevedore.json", DeploymentCase.Settings).Commit();
        stacks.Next = new() { Seconds = 0 };
    }

    public void Dispose()
    {
        server.Dispose();
        checkout.Dispose();
        Assert.Empty(stacks.Differences.Concat(surroundings.Differences));
    }

    [Fact]
    public async Task DeployCompareShowAndDelete()
    {
        var (code, output, errors) = await Run("StackDeploy", "--yes");

        Assert.Equal((0, ""), (code, Warnings(errors)));
        Assert.Contains(
            "\npipeline/shop.yml is not in the repository: `stevedore init --pipeline` writes what is deployed here.\n",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("\nshop in eu-central-1: created\n", output, StringComparison.Ordinal);
        Assert.Equal((0, ""), await Ended("StackDiff", AskedFor));
        var status = await Run("StackStatus", "--json");
        Assert.Contains("\"status\": \"CREATE_COMPLETE\"", status.Output, StringComparison.Ordinal);
        stacks.Next = new() { Seconds = 0 };
        var deleted = await Run("StackDelete", "--yes", "--pipeline=shop");
        Assert.Equal(0, deleted.Code);
        Assert.Contains("\n  The repository shop stays; ", deleted.Output, StringComparison.Ordinal);
        Assert.Null(stacks.Stack("shop"));
    }

    [Theory]
    [InlineData(1, AskedFor)]
    [InlineData(0)]
    public async Task EndWithADifference(int code, params string[] arguments) =>
        Assert.Equal((code, ""), await Ended("StackDiff", arguments));

    [Theory]
    [InlineData(2, AskedFor)]
    [InlineData(1)]
    public async Task EndWithAFailure(int code, params string[] arguments)
    {
        aws.Faults.Deny("DescribeStacks");

        var (ended, errors) = await Ended("StackDiff", arguments);

        Assert.Equal(code, ended);
        Assert.Contains(
            """Add to its policy: {"Effect":"Allow","Action":"cloudformation:DescribeStacks","Resource":"*"}.""",
            errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task DeployNothingOfBeforeWhereThePlanHasAFault()
    {
        const string Twice = """{ "contexts": { "busybox": ".", "docker.io/library/busybox:latest": "." } }""";
        checkout
            .Write("pipeline/shop.yml", DeploymentCase.Template)
            .Write("pipeline/shop.parameters.json", Parameters)
            .Write("stevedore.json", DeploymentCase.Settings.Replace("\"shop\": {}", $"\"shop\": {Twice}", StringComparison.Ordinal));

        var (code, output, errors) = await Run("StackDeploy", "--yes");

        Assert.Equal(1, code);
        Assert.Contains("stands in images.shop.contexts under several names", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("deployed as they are", output, StringComparison.Ordinal);
        Assert.Null(stacks.Stack("shop"));
    }

    [Theory]
    [InlineData("\"images\": { \"shop\": {} },")]
    [InlineData("")]
    public async Task DeployTheCommittedTemplateWithoutADockerfile(string images)
    {
        checkout
            .Write("pipeline/shop.yml", DeploymentCase.Template)
            .Write("pipeline/shop.parameters.json", Parameters)
            .Write("stevedore.json", DeploymentCase.Settings.Replace("\"images\": { \"shop\": {} },", images, StringComparison.Ordinal))
            .Run("rm", "--quiet", "Dockerfile");

        var (code, output, _) = await Run("StackDeploy", "--yes");

        Assert.Equal(0, code);
        Assert.Contains("deployed as they are", output, StringComparison.Ordinal);
        Assert.Equal(DeploymentCase.Template, stacks.Stack("shop")!.Template);
    }

    [Fact]
    public async Task DeployNothingWhereNobodyIsThereToBeAsked()
    {
        var (code, errors) = await Ended("StackDeploy");

        Assert.Equal(1, code);
        Assert.Contains(
            "nobody is there to be asked. Look at the lines above, and pass --yes if they are meant.",
            errors,
            StringComparison.Ordinal
        );
        Assert.Null(stacks.Stack("shop"));
    }

    [Theory]
    [InlineData(
        "--role=stacks",
        "Cannot read --role=stacks: it is no ARN of a role. Write the whole of it: arn:aws:iam::<account>:role/<name>."
    )]
    [InlineData("--capabilities=AUTO", "Cannot read --capabilities=AUTO: CloudFormation knows none of that name.")]
    [InlineData("--pipelin=shop", "Unknown argument --pipelin")]
    public async Task RefuseArguments(string argument, string error)
    {
        var (code, errors) = await Ended("StackDeploy", argument);

        Assert.Equal(1, code);
        Assert.Contains(error, errors, StringComparison.Ordinal);
        Assert.Empty(aws.Requests);
    }

    [Fact]
    public async Task GoOnInAwsAfterCtrlC()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        stacks.Next = new() { Seconds = 600 };
        using var run = Begin("StackDeploy", "--yes", "--config=stevedore.json");
        while (stacks.Stack("shop") is not { Status: "CREATE_IN_PROGRESS" })
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        run.Signal("INT");
        var (code, _, errors) = await run.EndWithAll();

        Assert.Equal(130, code);
        Assert.EndsWith(
            "Cancelled. The creation of the stack 'shop' in eu-central-1 goes on in AWS: StackStatus --pipeline=shop --config=stevedore.json shows it, and the same command again follows it.\n",
            errors,
            StringComparison.Ordinal
        );
        Assert.Equal("CREATE_IN_PROGRESS", stacks.Stack("shop")!.Status);
    }

    private static string Warnings(string errors) =>
        string.Join('\n', errors.Split('\n').Where(line => line.Contains("Error", StringComparison.Ordinal)));

    private async Task<(int Code, string Errors)> Ended(string target, params string[] arguments)
    {
        var (code, _, errors) = await Run(target, arguments);
        return (code, errors);
    }

    private async Task<(int Code, string Output, string Errors)> Run(string target, params string[] arguments)
    {
        using var run = Begin(target, arguments);
        return await run.EndWithAll();
    }

    private ChildRun Begin(string target, params string[] arguments)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE",
            ["AWS_SECRET_ACCESS_KEY"] = "secret",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_ENDPOINT_URL"] = server.Url,
        };
        return ChildRun.Begin(checkout.Folder, variables, "plain", [$"--target={target}", .. arguments]);
    }
}
