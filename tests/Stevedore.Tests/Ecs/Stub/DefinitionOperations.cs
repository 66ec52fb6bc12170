using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

internal sealed class DefinitionOperations(EcsStub stub)
{
    public JsonObject Register(JsonObject input)
    {
        var definition = stub.Definitions.Register(input);
        return Answer(definition, isWithTags: true);
    }

    public JsonObject Describe(JsonObject input) =>
        stub.Definitions.Find(input.Text("taskDefinition")!) is { } found && found.IsFound()
            ? Answer(found, input.Texts("include").Contains("TAGS"))
            : throw new StubException("ClientException", "Unable to describe task definition.");

    public JsonObject Deregister(JsonObject input)
    {
        var definition =
            stub.Definitions.Find(input.Text("taskDefinition")!)
            ?? throw new StubException("ClientException", "The specified task definition does not exist.");
        definition.Deregister();
        return Answer(definition, isWithTags: false);
    }

    public JsonObject List(JsonObject input)
    {
        var isActive = (input.Text("status") ?? "ACTIVE") == "ACTIVE";
        var found = stub
            .Definitions.All.Where(known => known.IsActive == isActive)
            .Where(known => input.Text("familyPrefix") is not { } family || known.Family == family)
            .OrderBy(known => known.Family, StringComparer.Ordinal)
            .ThenBy(known => known.Revision)
            .Select(known => known.Arn)
            .ToList();
        if (input.Text("sort") == "DESC")
        {
            found.Reverse();
        }

        var (page, next) = input.Page(found);
        return new JsonObject { ["taskDefinitionArns"] = page.AsJson() }.With("nextToken", next);
    }

    private static JsonObject Answer(StubDefinition definition, bool isWithTags) =>
        new JsonObject { ["taskDefinition"] = definition.Json() }.With("tags", isWithTags ? definition.Tags.DeepClone() : null);
}
