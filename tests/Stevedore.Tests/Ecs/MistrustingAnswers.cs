using System.Text.Json.Nodes;
using Stevedore.Ecs;
using Stevedore.Ecs.Statuses;
using Stevedore.Ecs.Watching;
using Xunit;

namespace Stevedore.Tests.Ecs;

/// <summary>Answers of another form than that of ECS, or about something else than was asked for.</summary>
public sealed class MistrustingAnswers : IDisposable
{
    private readonly DeployCase given = new();

    public void Dispose() => given.Dispose();

    [Theory]
    [InlineData("runtimePlatform", "[]")]
    [InlineData("runtimePlatform", "\"ARM64\"")]
    public void TakesMembersOfOtherFormsForUnsaid(string member, string value)
    {
        Lie("DescribeTaskDefinition", answer => answer["taskDefinition"]![member] = JsonNode.Parse(value));

        Assert.Equal(0, given.Deploy());
        Assert.Equal(0, given.RollBack());
    }

    [Fact]
    public void TakesAnImageThatIsNoTextForUnsaid()
    {
        Lie("DescribeTaskDefinition", answer => answer["taskDefinition"]!["containerDefinitions"]![0]!["image"] = 5);

        Assert.Equal(0, given.Deploy());
        Assert.Equal(given.Image, given.Service.Primary.Definition.Containers.First().Text("image"));
        Assert.True(given.Registry.Manifests.ContainsKey("web/deployed"));
        Assert.Equal(0, given.RollBack());
    }

    [Theory]
    [InlineData("""[{ "key": "stevedore:commit", "value": 5 }]""")]
    [InlineData("""[{ "key": 5, "value": "x" }, null]""")]
    [InlineData("{}")]
    public void TakesTagsOfOtherFormsForUnsaid(string tags)
    {
        Assert.Equal(0, given.Deploy());
        Lie("DescribeTaskDefinition", answer => answer["tags"] = JsonNode.Parse(tags));

        Assert.Equal(0, given.RollBack());
        Assert.Equal("web:1", given.Service.Primary.Definition.Name);
    }

    [Fact]
    public void GoesWithoutRevisionsThatSayNotWhichTheyAre()
    {
        Assert.Equal(0, given.Deploy());
        Lie(
            "DescribeServiceRevisions",
            answer =>
            {
                foreach (var revision in answer["serviceRevisions"]!.AsArray())
                {
                    _ = revision!.AsObject().Remove("serviceRevisionArn");
                }
            }
        );

        Assert.Equal(0, given.RollBack());
        Assert.Equal("web:1", given.Service.Primary.Definition.Name);
    }

    [Fact]
    public void RefusesAReleaseOfAnotherCommitHoweverShort()
    {
        var release = given.File("artifacts/release.json");
        File.WriteAllText(release, File.ReadAllText(release).Replace(DeployCase.Commit, "abc", StringComparison.Ordinal));
        given.Variables["STEVEDORE_COMMIT"] = DeployCase.Commit;

        Assert.Equal(1, given.Deploy());
        Assert.Contains(
            $"it is of commit abc, and this is {DeployCase.Commit}. Run Ship here, or deploy it with --commit=abc.",
            given.Lines[^1]
        );
    }

    [Theory]
    [InlineData("arn:aws:ecs:eu-central-1:123456789012:task-definition/web:1")]
    [InlineData("arn:aws:ecs:eu-central-1:123456789012:task-definition/other:2")]
    [InlineData("arn:aws:ecs:eu-central-1:999999999999:task-definition/web:2")]
    [InlineData("web:2")]
    public void RefusesARevisionThatWasNotRegistered(string arn)
    {
        Lie("RegisterTaskDefinition", answer => answer["taskDefinition"]!["taskDefinitionArn"] = arn);

        Assert.Equal(1, given.Deploy());
        Assert.Equal(
            $"Error: Cannot register a revision of 'web': AWS's answer names {arn}, which is not what was to be registered. Look with EcsStatus what runs, and run again; check AWS_ENDPOINT_URL.",
            given.Lines[^1]
        );
        Assert.Empty(given.Calls("UpdateService"));
    }

    [Fact]
    public void RefusesARevisionOfOtherImages()
    {
        Lie("RegisterTaskDefinition", answer => answer["taskDefinition"]!["containerDefinitions"]![0]!["image"] = "x/web:other");

        Assert.Equal(1, given.Deploy());
        Assert.Contains("which is not what was to be registered", given.Lines[^1], StringComparison.Ordinal);
        Assert.Empty(given.Calls("UpdateService"));
    }

    [Theory]
    [InlineData("serviceName", "other", "arn:aws:ecs:eu-central-1:123456789012:service/shop/web")]
    [InlineData(
        "serviceArn",
        "arn:aws:ecs:eu-central-1:999999999999:service/shop/web",
        "arn:aws:ecs:eu-central-1:999999999999:service/shop/web"
    )]
    [InlineData("serviceArn", "arn:aws:ecs:eu-west-1:123456789012:service/shop/web", "arn:aws:ecs:eu-west-1:123456789012:service/shop/web")]
    [InlineData(
        "clusterArn",
        "arn:aws:ecs:eu-central-1:123456789012:cluster/other",
        "arn:aws:ecs:eu-central-1:123456789012:service/shop/web"
    )]
    public void RefusesAnotherService(string member, string value, string named)
    {
        given.Deploying(""" "services": ["web"], "account": "123456789012" """);
        Lie("DescribeServices", answer => answer["services"]![0]![member] = value);

        Assert.Equal(1, given.Deploy());
        Assert.Equal(
            $"Error: Cannot look up service 'web' of cluster 'shop': AWS answered with another: {named}. Check AWS_ENDPOINT_URL and the proxy (HTTPS_PROXY, NO_PROXY).",
            given.Lines[^1]
        );
        Assert.Empty(given.Calls("RegisterTaskDefinition"));
    }

    [Fact]
    public void RefusesAnotherTask()
    {
        given.Deploying(""" "services": ["web"], "before": { "container": "web", "command": ["migrate"] } """);
        const string Other = "arn:aws:ecs:eu-central-1:999999999999:task/shop/other";
        Lie("DescribeTasks", answer => answer["tasks"]![0]!["taskArn"] = Other);

        Assert.Equal(1, given.Deploy());
        Assert.Equal(
            $"Error: Cannot look up the tasks of service 'web' of cluster 'shop': AWS answered with another: {Other}. Check AWS_ENDPOINT_URL and the proxy (HTTPS_PROXY, NO_PROXY).",
            given.Lines[^1]
        );
        Assert.Empty(given.Calls("UpdateService"));
    }

    [Fact]
    public void TakesNothingForDeployedThatTheServiceDenies()
    {
        var service = new Amazon.ECS.Model.Service
        {
            Status = "ACTIVE",
            TaskDefinition = "web:2",
            Deployments =
            [
                new()
                {
                    Id = "ecs-svc/1",
                    Status = "PRIMARY",
                    TaskDefinition = "web:2",
                    RunningCount = 2,
                    DesiredCount = 2,
                    RolloutState = "IN_PROGRESS",
                },
            ],
        };
        var deployment = new Amazon.ECS.Model.ServiceDeployment { Status = "SUCCESSFUL" };
        var own = new OwnDeployment("web:2", "web:1", "ecs-svc/1", DateTimeOffset.UnixEpoch);

        Assert.Null(DeploymentJudgement.Of(new(service, deployment, [], []), own));
        service.Deployments[0].RolloutState = "COMPLETED";
        Assert.Equal(
            new DeploymentOutcome(DeploymentEnd.Deployed, "2 of 2 running"),
            DeploymentJudgement.Of(new(service, deployment, [], []), own)
        );
    }

    [Theory]
    [InlineData("compare with")]
    [InlineData("look at")]
    [InlineData("continue in")]
    [InlineData("roll back in")]
    public void TouchesNoOtherAccount(string what)
    {
        given.Deploying(""" "services": ["web"], "account": "999999999999" """);

        Assert.Equal(
            1,
            what switch
            {
                "compare with" => given.Run(async (deployments, _) => await deployments.Compare(new(new()))),
                "look at" => given.Run(async (deployments, output) => output.Lines(StatusText.Lines(await deployments.Status(new())))),
                "continue in" => given.Continue(),
                _ => given.RollBack(),
            }
        );
        Assert.Equal(
            $"Error: Cannot {what} account 999999999999: the credentials are of account 123456789012 (arn:aws:sts::123456789012:assumed-role/deployer/session). Sign in to the account of the settings, or let deploy.role name a role of it.",
            Assert.Single(given.Lines)
        );
        Assert.Empty(given.Calls("DescribeServices"));
    }

    private void Lie(string operation, Action<JsonObject> lie)
    {
        var known = given.Ecs.Operations[operation];
        given.Ecs.Operations[operation] = known with
        {
            Answer = input =>
            {
                var answer = known.Answer(input).DeepClone().AsObject();
                lie(answer);
                return answer;
            },
        };
    }
}
