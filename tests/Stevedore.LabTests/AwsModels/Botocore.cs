using System.Text.Json.Nodes;
using CompatGenerate.Models;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.AwsModels;

/// <summary>The library under the AWS CLI: a second opinion, by others, on what an operation sends and reads.</summary>
internal static class Botocore
{
    /// <summary>What it sends and reads for every case: <c>headers</c>, <c>body</c> and <c>read</c>.</summary>
    public static async Task<JsonArray> Translate(LabFixture lab, IEnumerable<ServiceModel> models, IEnumerable<JsonObject> cases) =>
        (await Ask(lab, models, "translate", cases))["translate"]!.AsArray();

    /// <summary>What the lab's AWS API answers it.</summary>
    public static async Task<JsonArray> Call(LabFixture lab, IEnumerable<JsonObject> calls) =>
        (await Ask(lab, [], "call", calls))["call"]!.AsArray();

    private static async Task<JsonNode> Ask(LabFixture lab, IEnumerable<ServiceModel> models, string what, IEnumerable<JsonObject> cases)
    {
        var asked = new JsonObject
        {
            ["models"] = new JsonObject(models.Select(model => KeyValuePair.Create(model.Service, (JsonNode?)model.Json.DeepClone()))),
            ["translate"] = new JsonArray(),
            ["call"] = new JsonArray(),
        };
        asked[what] = new JsonArray([.. cases.Select(one => one.DeepClone())]);
        var python = Path.Combine(lab.Variables["STEVEDORE_LAB"], "bin", "lab_python");
        var script = Path.Combine(lab.RepositoryRoot, "tests/Stevedore.LabTests/AwsModels/botocore_answers.py");
        var answered = await lab.Run([python, script], asked.ToJsonString());
        Assert.True(answered.ExitCode == 0, answered.StandardError);
        return JsonNode.Parse(answered.StandardOutput)!;
    }
}
