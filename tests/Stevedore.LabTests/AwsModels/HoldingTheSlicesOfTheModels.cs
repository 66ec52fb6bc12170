using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CompatGenerate;
using CompatGenerate.Models;
using Stevedore.Tests.AwsModels;
using Xunit;

namespace Stevedore.LabTests.AwsModels;

/// <summary>
/// What the stubs of the other tests are held against is what the service models say. <c>STEVEDORE_UPDATE_GOLDEN=1</c> writes it from those of the lab.
/// </summary>
public sealed class HoldingTheSlicesOfTheModels(LabFixture lab)
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Theory]
    [InlineData("cloudformation")]
    [InlineData("codeconnections")]
    [InlineData("codepipeline")]
    public void SaysNothingElse(string service)
    {
        var path = Path.Combine(lab.RepositoryRoot, $"tests/Stevedore.Tests/AwsModels/Models/{service}.json");
        var official = ModelSlice.Of(Models.Read(lab, service), Operations(service));
        if (Environment.GetEnvironmentVariable("STEVEDORE_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, official.ToJsonString(Layout) + "\n");
        }

        var slice = JsonNode.Parse(File.ReadAllText(path))!;
        // A newer model may have more.
        Assert.Equal(official.ToJsonString(), ModelMerge.Merge(official, slice).ToJsonString());
        Assert.Equal(Operations(service), slice["operations"]!.AsObject().Select(operation => operation.Key));
        Assert.All(
            slice["shapes"]!.AsObject(),
            shape => Assert.Equal(Text(official["shapes"]![shape.Key]!["required"]), Text(shape.Value!["required"]))
        );
    }

    private IReadOnlyList<string> Operations(string service) =>
        OperationList
            .Parse(File.ReadAllText(Path.Combine(lab.RepositoryRoot, "build/CompatGenerate/operations.json")))
            .Single(entry => entry.Service == service)
            .Operations;

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "";
}
