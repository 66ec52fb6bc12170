using System.Text;
using System.Text.Json.Nodes;
using Stevedore.Ecs.Plans;
using Stevedore.Ecs.Statuses;
using Xunit;

namespace Stevedore.Tests.Ecs;

public sealed class TellingWhatRuns : IDisposable
{
    private readonly DeployCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void ForPeople()
    {
        Deploy();

        Assert.Equal(0, Status(StatusText.Lines));
        Golden.Equal("status.txt", given.Transcript(0));
    }

    [Fact]
    public void ForPrograms()
    {
        Deploy();

        Assert.Equal(0, Status(services => Encoding.UTF8.GetString(StatusText.Json(services)).TrimEnd('\n').Split('\n')));
        Golden.Equal("status.json", string.Join('\n', given.Lines) + "\n");
    }

    [Fact]
    public void OfWhatWasDeployedBySomethingElse()
    {
        Assert.Equal(0, Status(StatusText.Lines));
        Golden.Equal("status-foreign.txt", given.Transcript(0));
    }

    [Theory]
    [InlineData("in progress")]
    [InlineData("stuck")]
    [InlineData("short of tasks")]
    [InlineData("draining")]
    public void WhileItIsNotWell(string state)
    {
        given.Service.Next = state == "stuck" ? Script.BreakerWithoutRollback() : Script.SlowSuccess();
        if (state is "in progress" or "stuck")
        {
            given.Ecs.Change(() => given.Service.Deploy(given.Ecs.Definitions.Register(given.Service.Primary.Definition.Body)));
            given.Clock.Advance(TimeSpan.FromSeconds(120));
        }
        else if (state == "draining")
        {
            given.Service.Status = "DRAINING";
        }
        else
        {
            given.Ecs.Change(() => given.Service.Tasks.First().Stop("EssentialContainerExited", "Essential container in task exited"));
        }

        Assert.Equal(0, Status(services => [services.Single().State]));
        Assert.Equal(state, given.Lines[^1]);
    }

    [Fact]
    public void AndHowFarBehindItIs()
    {
        var commit = given.Checkout("https://example.com/acme/shop");
        given.Ship(commit);
        Assert.Equal(0, given.Deploy());
        given.CommitMore();
        given.CommitMore();

        Assert.Equal(0, Status(services => [$"{services.Single().Behind}"]));
        Assert.Equal("2", given.Lines[^1]);
    }

    [Fact]
    public void AndWhatADeploymentWouldChange()
    {
        given.Deploying(
            """ "services": [{ "service": "web", "containers": { "web": { "environment": { "MODE": "test" }, "memory": 1024 } } }] """
        );

        Assert.Equal(0, Differ());
        Golden.Equal("diff.txt", given.Transcript(0));
        Assert.DoesNotContain(given.Ecs.Requests, request => request.Operation is "RegisterTaskDefinition" or "UpdateService");
    }

    [Fact]
    public void AndOfWhatMayBeSecretOnlyThatItChanges()
    {
        Directory.CreateDirectory(given.File("deploy"));
        var file = StubDefinitions.Body("web", ("web", "x/web:1"));
        var container = file["containerDefinitions"]![0]!;
        container["logConfiguration"] = new JsonObject
        {
            ["logDriver"] = "splunk",
            ["options"] = new JsonObject { ["splunk-token"] = "S3CRET", ["user"] = "S3CRET" },
        };
        container["command"] = new JsonArray("serve", "--password=S3CRET");
        container["dockerLabels"] = new JsonObject { ["image"] = "S3CRET" };
        container["stopTimeout"] = 30;
        container["portMappings"] = new JsonArray(new JsonObject { ["containerPort"] = 9000, ["appProtocol"] = "http2" });
        container["secrets"] = new JsonArray(new JsonObject { ["name"] = "KEY", ["valueFrom"] = "/web/key" });
        File.WriteAllText(given.File("deploy/web.json"), file.ToJsonString());
        given.Deploying(""" "services": [ { "service": "web", "taskDefinition": "deploy/web.json" } ] """);

        Assert.Equal(0, Differ());
        Golden.Equal("diff-of-secrets.txt", given.Transcript(0));
        Assert.DoesNotContain(given.Lines, line => line.Contains("S3CRET", StringComparison.Ordinal));
    }

    [Fact]
    public void AndThatADeploymentWouldChangeNothing()
    {
        Deploy();

        Assert.Equal(0, Differ());
        Assert.Equal("shop/web: nothing differs from web:2.", Assert.Single(given.Lines));
    }

    [Fact]
    public void ByItsLogs()
    {
        given.Service.Greeting = ["Listening on 8080.", "\u001b[31mReady.\u001b[0m"];
        Deploy();

        Assert.Equal(0, given.Run((deployments, _) => deployments.ShowLogs(new(), null, 20, follows: false)));
        Golden.Equal("logs.txt", given.Transcript(0));
    }

    [Fact]
    public void ByTheLogsOfWhatDoesNotComeUp()
    {
        given.Service.Next = Script.BreakerWithoutRollback();
        Assert.Equal(1, given.Deploy());
        given.Lines.Clear();

        Assert.Equal(0, given.Run((deployments, _) => deployments.ShowLogs(new(), null, 20, follows: false)));
        Golden.Equal("logs-of-a-crash-loop.txt", given.Transcript(0));
    }

    [Fact]
    public void ByLogsThatHaveNothingYet()
    {
        given.Service.Greeting = [];
        Deploy();

        Assert.Equal(0, given.Run((deployments, _) => deployments.ShowLogs(new(), null, 20, follows: false)));
        Assert.Equal(["Nothing of web:2 was logged so far."], given.Lines);
    }

    [Fact]
    public void ByLogsThatAreFollowedThoughAwsLimitsHowOftenItIsAsked()
    {
        given.Ecs.Faults.Before("ListTasks", () => given.Ecs.Faults.Throttle("ListTasks", 4), 5);
        given.Ecs.Faults.Before("ListTasks", () => given.Ecs.Faults.Deny("ListTasks"), 14);

        Assert.Equal(1, given.Run((deployments, _) => deployments.ShowLogs(new(), null, 20, follows: true)));
        Assert.Equal(14, given.Calls("ListTasks").Length);
        Assert.StartsWith(
            "Cannot look up the tasks of service 'web' of cluster 'shop': AWS limits how often it is asked",
            Assert.Single(given.Warnings),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Error: Cannot look up the tasks of service 'web' of cluster 'shop': the role may not ecs:ListTasks",
            given.Lines.Find(line => line.StartsWith("Error", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ByTheLogsOfAContainerThatItDoesNotHave()
    {
        Assert.Equal(1, given.Run((deployments, _) => deployments.ShowLogs(new(), "wbe", 20, follows: false)));
        Assert.Equal(
            "Error: Cannot show the log of container 'wbe': web:1 has no such container. It has: web.",
            Assert.Single(given.Lines)
        );
    }

    [Fact]
    public void ByTheRecordOfADeployment()
    {
        given.Variables["CODEBUILD_INITIATOR"] = "codepipeline/shop";
        given.Variables["PIPELINE_EXECUTION_ID"] = "e-1";
        Deploy();

        Golden.Equal("deployment.json", given.Plain(File.ReadAllText(given.File("artifacts/deployment.json"))));
    }

    [Fact]
    public void ByTheRecordOfARollback()
    {
        Deploy();
        Assert.Equal(0, given.RollBack());

        Golden.Equal("rollback.json", given.Plain(File.ReadAllText(given.File("artifacts/deployment.json"))));
    }

    private void Deploy()
    {
        Assert.Equal(0, given.Deploy());
        given.Lines.Clear();
    }

    private int Status(Func<IEnumerable<ServiceStatus>, IEnumerable<string>> render) =>
        given.Run(async (deployments, output) => output.Lines(render(await deployments.Status(new()))));

    private int Differ() => given.Run(async (deployments, output) => output.Lines(PlanLines.Render(await deployments.Compare(new(new())))));
}
