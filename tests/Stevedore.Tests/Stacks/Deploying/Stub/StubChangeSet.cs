using System.Text.Json.Nodes;
using Stevedore.Stacks.Changes;
using Stevedore.Stacks.Yaml;
using Stevedore.Tests.Ecs;

namespace Stevedore.Tests.Stacks.Deploying;

/// <summary>A change set of a stack.</summary>
internal sealed class StubChangeSet(EcsStub stub, StubStack stack, JsonObject request, StackScript script, int number)
{
    private readonly DateTimeOffset created = stub.Now;

    public StubStack Stack => stack;

    public StackScript Script => script;

    public string Name { get; } = request.Text("ChangeSetName")!;

    public string Id { get; } =
        $"arn:aws:cloudformation:{EcsStub.Region}:{EcsStub.Account}:changeSet/{request.Text("ChangeSetName")}/{number:x8}-1111-1111-1111-111111111111";

    public string Status { get; set; } = "CREATE_PENDING";

    public string Execution { get; set; } = "UNAVAILABLE";

    public string? Reason { get; set; }

    public string Template { get; } = request.Text("TemplateBody") ?? "";

    public required JsonArray Parameters { get; init; }

    public JsonArray Tags { get; } = Members(request, "Tags");

    /// <summary>What it does: the action, the id, and the resource in the template that has it.</summary>
    public required List<(string Action, string Id, TemplateNode Resource)> Changes { get; init; }

    public JsonObject Json() =>
        new JsonObject
        {
            ["ChangeSetName"] = Name,
            ["ChangeSetId"] = Id,
            ["StackId"] = stack.Id,
            ["StackName"] = stack.Name,
            ["CreationTime"] = StubStack.Time(created),
            ["ExecutionStatus"] = Execution,
            [nameof(Status)] = Status,
            [nameof(Changes)] = Status == "CREATE_COMPLETE" ? Changes.Select(change => (JsonNode)Change(change)).AsJson() : new JsonArray(),
        }
            .With("Description", request.Text("Description"))
            .With("StatusReason", Reason);

    /// <summary>A list of the query protocol: <c>Tags.member.1.Key</c>.</summary>
    public static JsonArray Members(JsonObject request, string list)
    {
        SortedDictionary<int, JsonObject> members = [];
        foreach (var (key, value) in request)
        {
            if (key.Split('.') is [var name, "member", var index, var member] && name == list)
            {
                var number = int.Parse(index);
                (members.TryGetValue(number, out var known) ? known : members[number] = [])[member] = (string?)value;
            }
        }

        return [.. members.Values];
    }

    private JsonObject Change((string Action, string Id, TemplateNode Resource) change)
    {
        var (action, id, resource) = change;
        var json = new JsonObject
        {
            ["Action"] = action,
            ["LogicalResourceId"] = id,
            ["ResourceType"] = StubStack.TypeOf(resource),
        };
        if (action is "Import")
        {
            json["PhysicalResourceId"] = stack.PhysicalOf(id, resource);
        }
        else if (action != "Add")
        {
            json["PhysicalResourceId"] = stack.Resources[id].Physical;
        }

        if (action == "Remove")
        {
            json["PolicyAction"] = ((TemplateMap)resource)["DeletionPolicy"] is null ? "Delete" : "Retain";
        }

        if (action == "Modify")
        {
            var isReplaced = script.Replaced.Contains(id);
            json["Replacement"] = isReplaced ? "True" : "False";
            json["PolicyAction"] = isReplaced
                ? ((TemplateMap)resource)["UpdateReplacePolicy"] is null
                    ? "ReplaceAndDelete"
                    : "ReplaceAndRetain"
                : null;
            json["Scope"] = new JsonArray("Properties");
            json["Details"] = Names(id, resource)
                .Select(name =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["Target"] = new JsonObject
                            {
                                ["Attribute"] = "Properties",
                                [nameof(Name)] = name,
                                ["RequiresRecreation"] = isReplaced ? "Always" : "Never",
                            },
                            ["Evaluation"] = "Static",
                            ["ChangeSource"] = "DirectModification",
                        }
                )
                .AsJson();
        }

        foreach (var member in json.Where(member => member.Value is null).Select(member => member.Key).ToArray())
        {
            json.Remove(member);
        }

        return new() { ["Type"] = "Resource", ["ResourceChange"] = json };
    }

    private IEnumerable<string> Names(string id, TemplateNode resource)
    {
        var before = (StubStack.ResourcesOf(stack.Template)[id] as TemplateMap)?["Properties"] as TemplateMap ?? [];
        var after = ((TemplateMap)resource)["Properties"] as TemplateMap ?? [];
        return after
            .Where(property =>
                before[property.Key] is not { } was || TemplateDifference.Text(was) != TemplateDifference.Text(property.Value)
            )
            .Select(property => property.Key);
    }
}
