using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Stevedore.Tests.Ecs;

/// <summary>Whatever a task definition holds, known here or not, a deployment changes nothing of it but images, and adds its own tags.</summary>
public sealed class EndsEqualButForImages
{
    private static readonly Gen<string> Text = Gen.Elements(
        "a",
        "unheardOf",
        "Größe",
        "{sha:8}",
        "{}",
        "snow ☃ \U0001F600",
        "\"quoted\" \\ \n\t",
        "aws:x",
        "0",
        "null",
        "<&>'",
        " "
    );

    private static readonly Gen<string> Value = Gen.Frequency(
        (4, Text.Select(text => JsonValue.Create(text)!.ToJsonString())),
        (3, Gen.Elements("0", "1", "-7", "1.50", "1e400", "12345678901234567890", "0.1", "9007199254740993")),
        (2, Gen.Elements("true", "false", "null", "[]", "{}"))
    );

    [Fact]
    public void OfAnyMembers() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Arb.From(Members), IsKept));

    private static Gen<string> Members =>
        Gen.Sized(size => Node(Math.Min(3, size / 10 + 1)).ListOf().Select(nodes => Object([.. nodes.Take(6)])));

    private static Gen<string> Node(int depth) =>
        depth == 0
            ? Value
            : Gen.OneOf(
                Value,
                Node(depth - 1).ListOf().Select(items => $"[{string.Join(',', items.Take(4))}]"),
                Node(depth - 1).ListOf().Select(items => Object([.. items.Take(4)]))
            );

    // No two members of one name: neither does ECS answer them.
    private static string Object(string[] values) =>
        $"{{{string.Join(',', values.Select((value, number) => $"\"member {number} ☃\":{value}"))}}}";

    private static bool IsKept(string members)
    {
        using DeployCase given = new();
        var body = given.Ecs.Definitions.Find("web:1")!.Body;
        var container = body["containerDefinitions"]![0]!.AsObject();
        foreach (var at in (JsonObject[])[body, container, container["logConfiguration"]!.AsObject()])
        {
            foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
            {
                at[name] = value?.DeepClone();
            }
        }

        body["containerDefinitions"]!.AsArray().Add(JsonNode.Parse($$"""{ "name": "sidecar", "image": "other", "more": {{members}} }"""));
        var expected = (JsonObject)body.DeepClone();
        expected["containerDefinitions"]![0]!["image"] = given.Image;

        Assert.True(given.Deploy() == 0, string.Join('\n', given.Lines));
        var registered = (JsonObject)given.Calls("RegisterTaskDefinition")[0].Body.DeepClone();
        Assert.True(registered.Remove("tags"));
        Assert.Equal(expected.ToJsonString(), registered.ToJsonString());
        return true;
    }
}
