using System.Globalization;
using System.Text.Json.Nodes;
using Stevedore.Stacks.Yaml;
using Stevedore.Tests.Ecs;

namespace Stevedore.Tests.Stacks.Deploying;

/// <summary>A stack: its status, what it holds, and what happened to it.</summary>
internal sealed class StubStack(EcsStub stub, string name, int number)
{
    private readonly DateTimeOffset created = stub.Now;

    public string Name => name;

    public string Id { get; } =
        $"arn:aws:cloudformation:{EcsStub.Region}:{EcsStub.Account}:stack/{name}/{number:x8}-0000-0000-0000-000000000000";

    public string Status { get; private set; } = "REVIEW_IN_PROGRESS";

    public string Template { get; set; } = "Resources: {}";

    public JsonArray Parameters { get; set; } = [];

    public JsonArray Tags { get; set; } = [];

    public bool IsProtected { get; set; }

    public string? ChangeSetId { get; set; }

    public DateTimeOffset? Updated { get; set; }

    public DateTimeOffset? Deleted { get; set; }

    /// <summary>By logical id: the type, the name and the status.</summary>
    public OrderedDictionary<string, (string Type, string? Physical, string Status)> Resources { get; } = [];

    public List<JsonObject> Events { get; } = [];

    /// <summary>What DescribeEvents says has failed.</summary>
    public List<JsonObject> Failures { get; } = [];

    /// <summary>The template of resources by their id and type.</summary>
    public static TemplateMap ResourcesOf(string template) =>
        (TemplateReader.Read(template, "template") as TemplateMap)?["Resources"] as TemplateMap ?? [];

    public static string TypeOf(TemplateNode resource) => (((TemplateMap)resource)["Type"] as TemplateText)?.Value ?? "";

    public bool IsBusy => Status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal) && Status != "REVIEW_IN_PROGRESS";

    public void Set(string status, string? reason = null, string? token = null)
    {
        Status = status;
        Happen(name, "AWS::CloudFormation::Stack", Id, status, reason, token);
        if (status == "DELETE_COMPLETE")
        {
            Deleted = stub.Now;
        }
    }

    public void SetResource(string id, string type, string? physical, string status, string? reason = null)
    {
        Resources[id] = (type, physical, status);
        Happen(id, type, physical, status, reason, null);
        if (status.EndsWith("_FAILED", StringComparison.Ordinal))
        {
            Failures.Insert(
                0,
                new JsonObject
                {
                    ["EventId"] = $"failure-{Failures.Count + 1}",
                    ["StackId"] = Id,
                    ["OperationId"] = $"operation-{ChangeSetId}",
                    ["EventType"] = "PROVISIONING_ERROR",
                    ["LogicalResourceId"] = id,
                    ["ResourceType"] = type,
                    ["Timestamp"] = Time(stub.Now),
                    ["ResourceStatus"] = status,
                    ["ResourceStatusReason"] = reason,
                }
            );
        }
    }

    /// <summary>A name as AWS makes it up, or as the template says it.</summary>
    public string PhysicalOf(string id, TemplateNode resource)
    {
        var properties = ((TemplateMap)resource)["Properties"] as TemplateMap;
        return (properties?["RepositoryName"] ?? properties?["RoleName"] ?? properties?["Name"]) is TemplateText { Tag: null } said
            ? said.Value
            : $"{name}-{id}";
    }

    public JsonObject Json() =>
        new JsonObject
        {
            ["StackId"] = Id,
            ["StackName"] = name,
            ["CreationTime"] = Time(created),
            ["StackStatus"] = Status,
            ["EnableTerminationProtection"] = IsProtected,
            [nameof(Parameters)] = Parameters.DeepClone(),
            [nameof(Tags)] = Tags.DeepClone(),
            ["Outputs"] = Outputs(),
        }
            .With("ChangeSetId", ChangeSetId)
            .With("LastUpdatedTime", Updated is { } at ? Time(at) : null)
            .With("DeletionTime", Deleted is { } gone ? Time(gone) : null);

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private JsonArray Outputs()
    {
        var outputs = (TemplateReader.Read(Template, "template") as TemplateMap)?["Outputs"] as TemplateMap;
        return Status.StartsWith("CREATE_COMPLETE", StringComparison.Ordinal) || Status.Contains("UPDATE", StringComparison.Ordinal)
            ?
            [
                .. (outputs ?? []).Select(output => new JsonObject
                {
                    ["OutputKey"] = output.Key,
                    ["OutputValue"] = $"{name}-{output.Key}".ToLowerInvariant(),
                }),
            ]
            : [];
    }

    private void Happen(string id, string type, string? physical, string status, string? reason, string? token) =>
        Events.Insert(
            0,
            new JsonObject
            {
                ["StackId"] = Id,
                ["EventId"] = $"{id}-{status}-{Events.Count + 1}",
                ["StackName"] = name,
                ["LogicalResourceId"] = id,
                ["ResourceType"] = type,
                ["Timestamp"] = Time(stub.Now),
                ["ResourceStatus"] = status,
            }
                .With("PhysicalResourceId", physical)
                .With("ResourceStatusReason", reason)
                .With("ClientRequestToken", token)
        );
}
