using System.Text.Json.Nodes;
using Xunit;

namespace Stevedore.Tests.Ecs;

public sealed class DeployingAService : IDisposable
{
    private readonly DeployCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void EndsWhenTheNewTasksRun()
    {
        Golden.Equal("deployed.txt", given.Transcript(given.Deploy()));
    }

    [Fact]
    public void ChangesNothingButTheImage()
    {
        var before = (JsonObject)given.Ecs.Definitions.Find("web:1")!.Body.DeepClone();
        before["containerDefinitions"]![0]!["unheardOf"] = new JsonObject { ["of"] = new JsonArray(1, null, true) };
        given.Ecs.Definitions.Find("web:1")!.Body["containerDefinitions"] = before["containerDefinitions"]!.DeepClone();

        given.Deploy();

        var body = (JsonObject)Assert.Single(given.Calls("RegisterTaskDefinition")).Body.DeepClone();
        before["containerDefinitions"]![0]!["image"] = given.Image;
        Assert.True(body.Remove("tags"));
        Assert.True(JsonNode.DeepEquals(before, body));
    }

    [Theory]
    [InlineData("deploy")]
    [InlineData("roll back")]
    [InlineData("continue")]
    public void AsksAllOfAwsAsTheRoleOfTheSettings(string what)
    {
        const string role = "arn:aws:iam::123456789012:role/deployer";
        given.Deploying($$""" "services": ["web"], "account": "123456789012", "role": "{{role}}" """);

        _ = what switch
        {
            "deploy" => given.Deploy(),
            "continue" => given.Continue(),
            _ => given.RollBack(),
        };

        Assert.Equal(role, Assert.Single(given.Roles));
    }
}
