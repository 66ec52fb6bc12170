using System.Text.Json.Nodes;
using Amazon.SecretsManager.Model;
using NSubstitute;
using Xunit;

namespace Stevedore.Tests.Ecs;

/// <summary>A task definition of the repository, and what settings change in containers.</summary>
public sealed class DeployingAFile : IDisposable
{
    private const string Arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:web-AbCdEf";
    private readonly DeployCase given = new();

    public DeployingAFile() =>
        given
            .Secrets.DescribeSecretAsync(Arg.Any<DescribeSecretRequest>(), Arg.Any<CancellationToken>())
            .Returns(call =>
                call.Arg<DescribeSecretRequest>().SecretId == "web"
                    ? new DescribeSecretResponse { ARN = Arn }
                    : throw new ResourceNotFoundException("Secrets Manager can't find the specified secret.")
            );

    public void Dispose() => given.Dispose();

    [Fact]
    public void FillsInWhatItLeavesOpen()
    {
        Write();
        var code = given.Deploy();

        Golden.Equal("file.txt", given.Transcript(code));
        Assert.Equal(0, code);
        var container = Registered["containerDefinitions"]![0]!;
        Assert.Equal(given.Image, (string?)container["image"]);
        Assert.Equal(
            """[{"name":"COMMIT","value":"3f2a91c0"},{"name":"PATTERN","value":"{date} ${level} {}"}]""",
            container["environment"]!.ToJsonString()
        );
        Assert.Equal(
            $$"""[{"name":"KEY","valueFrom":"{{Arn}}"},{"name":"PASSWORD","valueFrom":"{{Arn}}:password::"},{"name":"URL","valueFrom":"/web/url"}]""",
            container["secrets"]!.ToJsonString()
        );
        Assert.Equal("kept", (string?)Registered["unheardOf"]);
    }

    [Fact]
    public void RegistersNothingTheSecondTime()
    {
        Write();
        Assert.Equal(0, given.Deploy());

        Assert.Equal(0, given.Deploy());
        Assert.Single(given.Calls("RegisterTaskDefinition"));
        Assert.Single(given.Calls("UpdateService"));
    }

    [Fact]
    public void RegistersWhatChangesInIt()
    {
        Write();
        Assert.Equal(0, given.Deploy());
        Write(memory: 1024);

        Assert.Equal(0, given.Deploy());
        Assert.Equal(2, given.Calls("RegisterTaskDefinition").Length);
        Assert.Contains("  memory: 512 -> 1024", given.Lines);
    }

    [Fact]
    public void NamesASecretThatIsNotThere()
    {
        Write(secret: "wbe");

        Assert.Equal(1, given.Deploy());
        Assert.Equal(
            "Error: Cannot deploy to service 'web' of cluster 'shop': there is no secret 'wbe' in eu-central-1. Correct the secrets of deploy.services, or create it.",
            given.Lines[^1]
        );
    }

    [Fact]
    public void ChangesWhatSettingsSayOfAContainer()
    {
        given.Deploying(
            """
            "services": [{ "service": "web", "containers": { "web": {
                "environment": { "MODE": "test", "COMMIT": "{sha:8}" }, "secrets": { "PASSWORD": "secretsManager:web:password", "URL": "parameterStore:/web/url" },
                "cpu": 512, "memory": 1024 } } }]
            """
        );
        var code = given.Deploy();

        Golden.Equal("container-settings.txt", given.Transcript(code));
        Assert.Equal(0, code);
        var expected = given.Ecs.Definitions.Find("web:1")!.Body.DeepClone();
        var container = expected["containerDefinitions"]![0]!;
        container["image"] = given.Image;
        container["environment"] = JsonNode.Parse("""[{"name":"MODE","value":"test"},{"name":"COMMIT","value":"3f2a91c0"}]""");
        container["secrets"] = JsonNode.Parse(
            $$"""[{"name":"PASSWORD","valueFrom":"{{Arn}}:password::"},{"name":"URL","valueFrom":"/web/url"}]"""
        );
        (container["cpu"], container["memory"]) = (512, 1024);
        Assert.True(JsonNode.DeepEquals(expected, Registered));
    }

    [Fact]
    public void ChangesNothingTheSecondTimeThatSettingsSay()
    {
        given.Deploying(
            """ "services": [{ "service": "web", "containers": { "web": { "environment": { "MODE": "test" }, "cpu": 512 } } }] """
        );
        Assert.Equal(0, given.Deploy());

        Assert.Equal(0, given.Deploy());
        Assert.Single(given.Calls("UpdateService"));
    }

    private JsonObject Registered
    {
        get
        {
            var body = (JsonObject)given.Calls("RegisterTaskDefinition")[^1].Body.DeepClone();
            _ = body.Remove("tags");
            return body;
        }
    }

    private void Write(int memory = 512, string secret = "web")
    {
        given.Deploying(""" "services": [{ "service": "web", "taskDefinition": "web.json" }] """);
        File.WriteAllText(
            given.File("web.json"),
            $$"""
            {
              // As it is registered.
              "family": "web", "cpu": "256", "memory": "{{memory}}", "networkMode": "awsvpc", "unheardOf": "kept",
              "requiresCompatibilities": ["FARGATE"],
              "containerDefinitions": [
                {
                  "name": "web", "image": "filled in", "essential": true,
                  "environment": [{ "name": "COMMIT", "value": "{sha:8}" }, { "name": "PATTERN", "value": "{date} ${level} {}" }],
                  "secrets": [
                    { "name": "KEY", "valueFrom": "secretsManager:{{secret}}" },
                    { "name": "PASSWORD", "valueFrom": "secretsManager:{{secret}}:password" },
                    { "name": "URL", "valueFrom": "parameterStore:/web/url" }
                  ]
                }
              ]
            }
            """
        );
    }
}
