using System.Text.Json.Nodes;
using CompatGenerate;
using CompatGenerate.Models;
using Xunit;

namespace Stevedore.Tests.Compat.Generator;

public sealed class MergingNewerParts
{
    [Theory]
    [InlineData("""{"a":{"b":1}}""", """{"a":{"c":2}}""", """{"a":{"b":1,"c":2}}""")]
    [InlineData("""{"enum":["A","B"]}""", """{"enum":["B","C"]}""", """{"enum":["A","B","C"]}""")]
    [InlineData(
        """{"errors":[{"shape":"A"}]}""",
        """{"errors":[{"shape":"A"},{"shape":"B"}]}""",
        """{"errors":[{"shape":"A"},{"shape":"B"}]}"""
    )]
    [InlineData("""{"a":"old"}""", """{"a":"new"}""", """{"a":"new"}""")]
    public void AddsToObjectsAndLists(string model, string newer, string merged) =>
        Assert.Equal(merged, ModelMerge.Merge(JsonNode.Parse(model)!, JsonNode.Parse(newer)!).ToJsonString());

    [Fact]
    public void TakesTheListInAnyOrderWithComments()
    {
        var list = OperationList.Parse(
            """
            // the clients
            { "ecs": ["B", "A", "B",], "ecr": ["C"], }
            """
        );
        Assert.Equal(["ecr: C", "ecs: A B"], list.Select(entry => $"{entry.Service}: {string.Join(' ', entry.Operations)}"));
    }
}
