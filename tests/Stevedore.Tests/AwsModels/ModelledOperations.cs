using System.Text.Json.Nodes;
using CompatGenerate.Models;
using Stevedore.Tests.Ecs;

namespace Stevedore.Tests.AwsModels;

/// <summary>Operations of a stub, of which everything that is asked, answered and refused is held against the official models.</summary>
internal sealed class ModelledOperations(EcsStub stub)
{
    private static readonly Dictionary<string, ServiceModel> Models = new[]
    {
        "cloudformation",
        "codeconnections",
        "codepipeline",
    }.ToDictionary(service => service, ModelSlice.Read);

    private readonly List<string> differences = [];

    /// <summary>Where the stub does not go by the model.</summary>
    public IReadOnlyCollection<string> Differences => differences;

    /// <param name="required">The members that the operation demands.</param>
    public void Add(string service, string operation, Func<JsonObject, JsonObject> answer, params string[] required)
    {
        var modelled = Models[service].Operation(operation);
        differences.AddRange(modelled.Input!.Required.Except(required).Select(member => $"{operation}(…).{member}: not demanded"));
        stub.Operations[operation] = new(service, required, input => Held(modelled, input, answer));
    }

    private JsonObject Held(Operation modelled, JsonObject input, Func<JsonObject, JsonObject> answer)
    {
        // A form is flat.
        if (modelled.Model.Protocol == "json")
        {
            differences.AddRange(AnswerCheck.Differences($"{modelled.Name}(…)", input, modelled.Input!));
        }

        try
        {
            var answered = answer(input);
            differences.AddRange(AnswerCheck.OfAnswer(modelled, answered));
            return answered;
        }
        catch (StubException refused)
        {
            differences.AddRange(AnswerCheck.OfError(modelled, refused.Code));
            throw;
        }
    }
}
