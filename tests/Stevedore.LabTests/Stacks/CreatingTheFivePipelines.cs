using System.Text.Json.Nodes;
using Stevedore.LabTests.Shipping;
using Stevedore.Tests.Ecs;
using Stevedore.Tests.Stacks;
using Xunit;

namespace Stevedore.LabTests.Stacks;

/// <summary>The stacks of the five pipelines in the lab's CloudFormation, as far as that knows their types.</summary>
public sealed class CreatingTheFivePipelines(LabFixture lab)
{
    // That of the settings, where no other test has repositories.
    private const string Region = "eu-west-1";

    public static TheoryData<string, string> Pipelines =>
        new()
        {
            { FivePipelines.BuildCloud, "myapp" },
            { FivePipelines.ProjectAlone, "push-ecr" },
            { FivePipelines.Templates, "app" },
            { FivePipelines.Deployments, "myweb" },
            { FivePipelines.BaseAndApp, "base app" },
        };

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task LeavesNothingButWhatIsMeantToStay(string settings, string names)
    {
        EcsStub aws = new(TimeProvider.System);
        aws.Operations["GetConnection"] = new(
            "codeconnections",
            [],
            input =>
                new()
                {
                    ["Connection"] = new JsonObject { ["ConnectionArn"] = input.Text("ConnectionArn"), ["ConnectionStatus"] = "AVAILABLE" },
                }
        );
        aws.Operations["ListPipelineExecutions"] = new("codepipeline", [], _ => new() { ["pipelineExecutionSummaries"] = new JsonArray() });
        using EcsStubServer server = new(aws);
        using SampleRepository repository = new();
        _ = repository
            .Settings(settings.Replace("111122223333", EcsStub.Account, StringComparison.Ordinal))
            .Write("Dockerfile", "FROM scratch\n")
            .Write("base/Dockerfile", "FROM scratch\n")
            .Write("app/Dockerfile", settings == FivePipelines.BaseAndApp ? "FROM base\n" : "FROM scratch\n")
            .CommitAll();
        // Who approves is there before a pipeline is.
        await lab.Exec("aws", "iam", "create-role", "--role-name", "lead", "--assume-role-policy-document", "{}");
        var host = new BuildHost(lab, repository)
            .With("AWS_REGION", Region)
            .With("AWS_ENDPOINT_URL_CODECONNECTIONS", server.Url)
            .With("AWS_ENDPOINT_URL_CODEPIPELINE", server.Url);

        (await host.Run("--target=Init", "--pipeline")).Succeeds();
        var created = await host.Run("--target=StackDeploy", "--yes");
        created.Succeeds();
        var again = await host.Run("--target=StackDeploy", "--yes");
        again.Succeeds();
        (await host.Run("--target=StackDiff", "--exit-code")).Succeeds();
        (await host.Run("--target=StackDelete", "--yes")).Succeeds();

        foreach (var name in names.Split(' '))
        {
            Assert.Contains($"{name} in {Region}: created", created.StandardOutput, StringComparison.Ordinal);
            Assert.Contains($"{name} in {Region}: unchanged", again.StandardOutput, StringComparison.Ordinal);
            var stack = await lab.Exec("aws", "cloudformation", "describe-stacks", "--region", Region, "--stack-name", name);
            Assert.NotEqual(0, stack.ExitCode);
        }

        var roles = await lab.Exec("aws", "iam", "list-roles", "--query", "Roles[].RoleName", "--output", "text");
        Assert.DoesNotContain(
            roles.StandardOutput.Split(),
            role => Array.Exists(names.Split(' '), name => role.StartsWith($"{name}-", StringComparison.Ordinal))
        );
    }
}
