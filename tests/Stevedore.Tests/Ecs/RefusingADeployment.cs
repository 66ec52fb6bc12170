using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Stevedore.Ecs;
using Xunit;

namespace Stevedore.Tests.Ecs;

/// <summary>What cannot be deployed is refused before anything is registered or updated, and the remedy is said.</summary>
public sealed class RefusingADeployment : IDisposable
{
    private readonly DeployCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void OfAContainerThatTheTaskDoesNotHave()
    {
        given.Deploying(""" "services": [{ "service": "web", "containers": { "wbe": { "image": "image:web" } } }] """);
        IsRefused();
    }

    [Fact]
    public void OfImagesThatAreForNoContainerOfTheTask()
    {
        given.Service.Primary.Definition.Containers.First()["name"] = "app";
        IsRefused();
    }

    [Theory]
    [InlineData("{branch}", "{branch}")]
    [InlineData("{date:yyyyMMdd}", "{date}")]
    public void OfAVariableThatCannotBeFilledInAndMayHoldAPassword(string placeholder, string named)
    {
        given.Deploying(
            $$""" "services": [ { "service": "web", "containers": { "web": { "environment": { "URL": "postgres://app:hunter2@db/{{placeholder}}" } } } } ] """
        );

        Assert.Equal(1, given.Deploy());
        Assert.Equal(
            $"Error: Cannot deploy to service 'web' of cluster 'shop': the variable URL of its container 'web' needs {named}, which is not known here. Deploy from a checkout, or name the --commit.",
            Assert.Single(given.Lines)
        );
    }

    [Fact]
    public void OfAVariableOfAFileThatCannotBeFilledInAndMayHoldAPassword()
    {
        Directory.CreateDirectory(given.File("deploy"));
        var file = StubDefinitions.Body("web", ("web", "x/web:1"));
        file["containerDefinitions"]![0]!["environment"] = new JsonArray(
            new JsonObject { ["name"] = "URL", ["value"] = "postgres://app:hunter2@db/{branch}" }
        );
        File.WriteAllText(given.File("deploy/web.json"), file.ToJsonString());
        given.Deploying(""" "services": [ { "service": "web", "taskDefinition": "deploy/web.json" } ] """);

        Assert.Equal(1, given.Deploy());
        Assert.Equal(
            "Error: Cannot use the task definition deploy/web.json: containerDefinitions[0].environment[0].value of 'URL' needs {branch}, which is not known here. "
                + "Deploy from a checkout, or name the --commit.",
            Assert.Single(given.Lines)
        );
    }

    [Theory]
    [InlineData("{hunter2}")]
    [InlineData("hunter2{")]
    public void OfAVariableWithBracesThatMayHoldAPassword(string value)
    {
        given.Deploying(
            $$""" "services": [ { "service": "web", "containers": { "web": { "environment": { "URL": "postgres://app:{{value}}" } } } } ] """
        );

        Assert.Equal(1, given.Deploy());
        Assert.Equal(
            "Error: Cannot use stevedore.json: line 4: deploy.services[0].containers.web.environment.URL: has braces that are no placeholder. "
                + "Use one of {sha}, {sha:N}, {branch}, {tag}, {version}, {build}, {date:FORMAT}, {base:N}; write {{ and }} for braces.",
            Assert.Single(given.Lines)
        );
    }

    [Fact]
    public void ToAClusterThatIsNotThere()
    {
        IsRefused(new(new("shoop", "web")));
    }

    [Fact]
    public void ToAServiceThatIsNotThere()
    {
        IsRefused(new(new("shop", "wbe")));
    }

    [Fact]
    public void ToAServiceThatTheSettingsDoNotHave()
    {
        IsRefused(new(new(null, "wbe")));
    }

    [Fact]
    public void WithoutAnyService()
    {
        given.Settings(
            $$"""{ "images": { "web": { "container": "web" } }, "registries": { "lan": { "type": "registry", "host": "{{given.Registry.Host}}" } } }"""
        );
        IsRefused();
    }

    [Fact]
    public void OfADigestThatTheRegistryDoesNotHave()
    {
        given.Release(digest: "sha256:" + new string('d', 64));
        IsRefused();
    }

    [Fact]
    public void OfAnImageForOtherMachines()
    {
        given.Service.Primary.Definition.Body["runtimePlatform"]!["cpuArchitecture"] = "ARM64";
        IsRefused();
    }

    [Fact]
    public void OfAReleaseOfAnotherRepository()
    {
        given.Checkout("https://example.com/acme/other");
        IsRefused(new(new()) { Commit = DeployCase.Commit });
    }

    [Fact]
    public void OfAReleaseOfAnotherCommitThanTheCheckout()
    {
        given.Checkout("https://example.com/acme/shop");
        IsRefused();
    }

    [Fact]
    public void OfAReleaseOfAnotherCommitThanIsNamed()
    {
        IsRefused(new(new()) { Commit = "2222222" });
    }

    [Fact]
    public void OfAReleaseOfALaterForm()
    {
        given.Release(extra: "\"formatVersion\": 2, ");
        IsRefused();
    }

    [Fact]
    public void OfAReleaseThatIsBroken()
    {
        File.WriteAllText(given.File("artifacts/release.json"), "{\n  \"commit\": \"3f2a91c0\",\n  \"images\": {\n");
        IsRefused();
    }

    [Fact]
    public void OfAReleaseThatIsNotThere()
    {
        IsRefused(new(new()) { Release = "other/release.json" });
    }

    [Theory]
    [InlineData("CODE_DEPLOY")]
    [InlineData("EXTERNAL")]
    public void WhereSomebodyElseDeploys(string controller)
    {
        given.Service.Members["deploymentController"] = new JsonObject { ["type"] = controller };
        IsRefused(name: $"WhereSomebodyElseDeploys.{controller}");
    }

    [Fact]
    public void ToAnExpressService()
    {
        given.Service.Members["resourceManagementType"] = "ECS";
        IsRefused();
    }

    [Theory]
    [InlineData("DRAINING")]
    [InlineData("INACTIVE")]
    public void ToAServiceThatIsGoing(string status)
    {
        given.Service.Status = status;
        IsRefused(name: $"ToAServiceThatIsGoing.{status}");
    }

    [Fact]
    public void WhileAnotherIsUnderWay()
    {
        Begin();
        IsRefused();
    }

    [Fact]
    public void OfAFileWithAFault()
    {
        given.Deploying(""" "services": [{ "service": "web", "taskDefinition": "web.json" }] """);
        File.WriteAllText(given.File("web.json"), "{\n  \"family\": \"web\",\n  \"cpu\": 256\n  \"memory\": 512\n}\n");
        IsRefused();
    }

    [Theory]
    [InlineData("NoObject", "[]")]
    [InlineData("NoContainers", """{ "family": "web" }""")]
    [InlineData("ContainersOfNoObjects", """{ "family": "web", "containerDefinitions": ["web"] }""")]
    [InlineData("ContainerWithoutName", """{ "family": "web", "containerDefinitions": [{ "image": "web" }] }""")]
    [InlineData("NameThatIsNoText", """{ "family": "web", "containerDefinitions": [{ "name": 1, "image": "web" }] }""")]
    [InlineData("FamilyThatIsNoText", """{ "family": 1, "containerDefinitions": [] }""")]
    [InlineData("SameMemberTwice", """{ "family": "web", "family": "web", "containerDefinitions": [{ "name": "web", "image": "web" }] }""")]
    [InlineData("Empty", "")]
    public void OfAFileThatIsNoTaskDefinition(string name, string text)
    {
        given.Deploying(""" "services": [{ "service": "web", "taskDefinition": "web.json" }] """);
        File.WriteAllText(given.File("web.json"), text);
        IsRefused(name: $"OfAFileThatIsNoTaskDefinition.{name}");
    }

    [Fact]
    public void OfAFileThatIsNotThere()
    {
        given.Deploying(""" "services": [{ "service": "web", "taskDefinition": "web.json" }] """);
        IsRefused();
    }

    [Theory]
    [InlineData("NoDigest", "web=example.com/web:1")]
    [InlineData("NoName", "example.com/web@sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd")]
    [InlineData("ShortDigest", "web=example.com/web@sha256:ddd")]
    [InlineData("Nothing", "=")]
    [InlineData("Blank", ",")]
    public void OfAnImageThatCannotBeRead(string name, string image)
    {
        IsRefused(new(new()) { Images = image }, $"OfAnImageThatCannotBeRead.{name}");
    }

    [Fact]
    public void OfWhatHasToBePromotedFirst()
    {
        given.Deploying(
            others: """
            , "environments": { "prod": { "registries": { "lan": { "host": "registry.example.com" } } } }
            """
        );
        given.Variables["STEVEDORE_ENVIRONMENT"] = "prod";
        IsRefused();
    }

    [Fact]
    public void ToAnotherAccount()
    {
        given.Deploying(""" "services": ["web"], "account": "999999999999" """);
        IsRefused();
    }

    [Fact]
    public void NotOfOneThatTakesThePlaceOfAnother()
    {
        Begin();

        Assert.Equal(0, given.Deploy(new(new()) { Replace = true }));
        Assert.Equal(given.Image, (string?)given.Service.Primary.Definition.Containers.First()["image"]);
    }

    [Fact]
    public void NotOfOneThatIsUnderWayAlready()
    {
        given.Service.Next = Script.SlowSuccess();
        Begin(given.Image);

        Assert.Equal(0, given.Deploy());
        Assert.Empty(given.Calls("RegisterTaskDefinition"));
        Assert.Empty(given.Calls("UpdateService"));
    }

    [Fact]
    public void NotOfAServiceThatWantsNoTask()
    {
        given.Service.Desired = 0;
        foreach (var task in given.Service.Tasks.ToArray())
        {
            task.Stop("ServiceSchedulerInitiated", "Scaling activity initiated by (deployment)");
        }

        var code = given.Deploy();

        Golden.Equal("no-task-wanted.txt", given.Transcript(code));
        Assert.Equal(0, code);
    }

    private void Begin(string image = "shop/web:somebody")
    {
        var body = given.Service.Primary.Definition.Body.DeepClone().AsObject();
        body["containerDefinitions"]![0]!["image"] = image;
        given.Ecs.Change(() => given.Service.Deploy(given.Ecs.Definitions.Register(body)));
    }

    private void IsRefused(DeployRequest? request = null, [CallerMemberName] string name = "")
    {
        var code = given.Deploy(request);

        Golden.Equal($"Refused.{name}.txt", given.Transcript(code));
        Assert.Equal(1, code);
        Assert.DoesNotContain(given.Ecs.Requests, one => one.Operation is "RegisterTaskDefinition" or "UpdateService" or "RunTask");
    }
}
