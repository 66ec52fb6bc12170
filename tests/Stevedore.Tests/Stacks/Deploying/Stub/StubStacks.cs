using System.Text.Json.Nodes;
using Stevedore.Stacks.Changes;
using Stevedore.Stacks.Yaml;
using Stevedore.Tests.AwsModels;
using Stevedore.Tests.Ecs;

namespace Stevedore.Tests.Stacks.Deploying;

/// <summary>CloudFormation: stacks, their change sets and events.</summary>
internal sealed class StubStacks
{
    private const string Service = "cloudformation";

    private readonly EcsStub stub;
    private readonly ModelledOperations modelled;
    private readonly HashSet<string> tokens = [];
    private int count;

    public StubStacks(EcsStub stub)
    {
        this.stub = stub;
        modelled = new(stub);
        Operations = new(this);
        Add("DescribeStacks", input => new() { ["Stacks"] = new JsonArray(Find(input).Json()) });
        Add("CreateChangeSet", Create, "StackName", "ChangeSetName");
        Add("DescribeChangeSet", input => FindChangeSet(input).Json(), "ChangeSetName");
        Add("ListChangeSets", List, "StackName");
        Add("DeleteChangeSet", DeleteChangeSet, "ChangeSetName");
        Add("ExecuteChangeSet", Execute, "ChangeSetName");
        Add("DeleteStack", Delete, "StackName");
        Add("GetTemplate", input => new() { ["TemplateBody"] = Find(input).Template });
        Add("ListStackResources", Resources, "StackName");
        Add("DescribeStackEvents", Events);
        Add("DescribeEvents", Failures);
    }

    /// <summary>What becomes of the next change set or deletion; it is used up by it.</summary>
    public StackScript Next { get; set; } = StackScript.Success();

    public List<StubStack> All { get; } = [];

    public List<StubChangeSet> ChangeSets { get; } = [];

    /// <summary>Where it does not go by the model.</summary>
    public IReadOnlyCollection<string> Differences => modelled.Differences;

    /// <summary>Repositories that are there without a stack.</summary>
    public HashSet<string> Repositories { get; } = [];

    /// <summary>How many events a page has.</summary>
    public int PageSize { get; set; } = 100;

    public StackOperations Operations { get; }

    public StubStack? Stack(string name) => All.Find(stack => stack.Name == name && stack.Status != "DELETE_COMPLETE");

    /// <summary>A stack that is there already.</summary>
    public StubStack Given(string name, string template, string? tag = null)
    {
        StubStack stack = new(stub, name, ++count) { Template = template };
        if (tag is not null)
        {
            stack.Tags = [new JsonObject { ["Key"] = "stevedore:pipeline", ["Value"] = tag }];
        }

        All.Add(stack);
        stack.Set("CREATE_IN_PROGRESS", "User Initiated");
        foreach (var resource in StubStack.ResourcesOf(template))
        {
            stack.SetResource(
                resource.Key,
                StubStack.TypeOf(resource.Value),
                stack.PhysicalOf(resource.Key, resource.Value),
                "CREATE_COMPLETE"
            );
        }

        stack.Set("CREATE_COMPLETE");
        return stack;
    }

    private void Add(string operation, Func<JsonObject, JsonObject> answer, params string[] required) =>
        modelled.Add(Service, operation, answer, required);

    private StubStack Find(JsonObject input) =>
        Find(input.Text("StackName") ?? "") ?? throw Invalid($"Stack with id {input.Text("StackName")} does not exist");

    private StubStack? Find(string name) => All.Find(stack => stack.Id == name) ?? Stack(name);

    private StubChangeSet FindChangeSet(JsonObject input) =>
        KnownChangeSet(input)
        ?? throw new StubException("ChangeSetNotFound", $"ChangeSet [{input.Text("ChangeSetName")}] does not exist", 404);

    private StubChangeSet? KnownChangeSet(JsonObject input)
    {
        var name = input.Text("ChangeSetName")!;
        var stack = name.StartsWith("arn:", StringComparison.Ordinal) ? null : Find(input);
        return ChangeSets.Find(known => known.Id == name || (known.Stack == stack && known.Name == name));
    }

    private JsonObject Create(JsonObject input)
    {
        var name = input.Text("StackName")!;
        var stack = Find(name);
        var template = input.Text("TemplateBody") ?? Operations.Uploaded;
        if (Operations.Unknown is { } unknown)
        {
            throw Invalid($"Template format error: Unrecognized resource types: [{unknown}]");
        }

        if (Operations.Capability is { } capability && !input.Any(member => (string?)member.Value == capability))
        {
            throw new StubException("InsufficientCapabilitiesException", $"Requires capabilities : [{capability}]");
        }

        var isCreation = input.Text("ChangeSetType") == "CREATE";
        if (stack is { IsBusy: true })
        {
            throw Invalid($"Stack:{stack.Id} is in {stack.Status} state and can not be updated.");
        }

        if (isCreation && stack is { Status: not "REVIEW_IN_PROGRESS" })
        {
            throw Invalid($"Stack [{name}] already exists and cannot be created again with the changeSet [{input.Text("ChangeSetName")}].");
        }

        if (stack is not null && ChangeSets.Exists(known => known.Stack == stack && known.Name == input.Text("ChangeSetName")))
        {
            throw new StubException("AlreadyExistsException", $"ChangeSet {input.Text("ChangeSetName")} already exists");
        }

        if (
            isCreation
            && StubChangeSet.Members(input, "Parameters").Any(parameter => parameter!.AsObject().Text("UsePreviousValue") == "true")
        )
        {
            throw Invalid("Parameters cannot be set to UsePreviousValue when creating a stack.");
        }

        var parameters = Values(input, stack);
        if (stack is null)
        {
            stack = new(stub, name, ++count);
            All.Add(stack);
            stack.Set("REVIEW_IN_PROGRESS", "User Initiated");
        }

        var script = Next;
        Next = StackScript.Success();
        input = input.DeepClone().AsObject();
        input["TemplateBody"] = template;
        StubChangeSet made = new(stub, stack, input, script, ChangeSets.Count + 1)
        {
            Parameters = parameters,
            Changes = Changes(stack, template, parameters),
        };
        ChangeSets.Add(made);
        stub.After(3, () => Finish(made));
        return new() { ["Id"] = made.Id, ["StackId"] = stack.Id };
    }

    private static void Finish(StubChangeSet made)
    {
        if (made.Script.Invalid is { } invalid)
        {
            made.Status = "FAILED";
            made.Reason = "Early validation of the change set has failed.";
            made.Stack.Failures.Insert(
                0,
                new JsonObject
                {
                    ["EventId"] = "validation-1",
                    ["StackId"] = made.Stack.Id,
                    ["EventType"] = "VALIDATION_ERROR",
                    ["OperationType"] = "CREATE_CHANGESET",
                    ["LogicalResourceId"] = invalid.Resource,
                    ["ResourceType"] = StubStack.TypeOf(StubStack.ResourcesOf(made.Template)[invalid.Resource]!),
                    ["ValidationStatus"] = "FAILED",
                    ["ValidationStatusReason"] = invalid.Reason,
                    ["Timestamp"] = "2026-01-02T03:04:10.000Z",
                }
            );
        }
        else if (made.Script.Refusal is { } refusal)
        {
            made.Status = "FAILED";
            made.Reason = refusal;
        }
        else if (made.Changes.Count == 0)
        {
            made.Status = "FAILED";
            made.Reason = "The submitted information didn't contain changes. Submit different information to create a change set.";
        }
        else
        {
            made.Status = "CREATE_COMPLETE";
            made.Execution = "AVAILABLE";
        }
    }

    private List<(string, string, TemplateNode)> Changes(StubStack stack, string template, JsonArray parameters)
    {
        var before = stack.Status == "REVIEW_IN_PROGRESS" ? [] : StubStack.ResourcesOf(stack.Template);
        var after = StubStack.ResourcesOf(template);
        List<(string, string, TemplateNode)> changes = [];
        foreach (var resource in after)
        {
            var was = before[resource.Key];
            if (was is null)
            {
                var isThere =
                    StubStack.TypeOf(resource.Value) == "AWS::ECR::Repository"
                    && Repositories.Contains(stack.PhysicalOf(resource.Key, resource.Value));
                changes.Add((isThere ? "Import" : "Add", resource.Key, resource.Value));
            }
            else if (TemplateDifference.Text(was) != TemplateDifference.Text(resource.Value))
            {
                changes.Add(("Modify", resource.Key, resource.Value));
            }
        }

        changes.AddRange(
            before.Where(resource => after[resource.Key] is null).Select(resource => ("Remove", resource.Key, resource.Value))
        );
        return changes.Count == 0 && stack.Parameters.ToJsonString() != parameters.ToJsonString() && after["Pipeline"] is { } pipeline
            ? [("Modify", "Pipeline", pipeline)]
            : changes;
    }

    private static JsonArray Values(JsonObject input, StubStack? stack) =>
        [
            .. StubChangeSet
                .Members(input, "Parameters")
                .Select(parameter => new JsonObject
                {
                    ["ParameterKey"] = parameter!.AsObject().Text("ParameterKey"),
                    ["ParameterValue"] =
                        parameter.AsObject().Text("ParameterValue")
                        ?? (string?)
                            stack!.Parameters.First(known => (string?)known!["ParameterKey"] == (string?)parameter["ParameterKey"])![
                                "ParameterValue"
                            ],
                }),
        ];

    private JsonObject List(JsonObject input)
    {
        // AWS may answer with a page of nothing and others behind it.
        var page = input.Text("NextToken") is { } token ? int.Parse(token["page-".Length..]) : 0;
        var stack = Find(input);
        StubChangeSet[] all = [.. ChangeSets.Where(known => known.Stack == stack)];
        return new JsonObject
        {
            ["Summaries"] = all.Skip(page - 1)
                .Take(page == 0 ? 0 : 1)
                .Select(known =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["ChangeSetId"] = known.Id,
                            ["ChangeSetName"] = known.Name,
                            ["Status"] = known.Status,
                        }
                )
                .AsJson(),
        }.With("NextToken", page < all.Length ? $"page-{page + 1}" : null);
    }

    private JsonObject DeleteChangeSet(JsonObject input)
    {
        if (KnownChangeSet(input) is not { } known)
        {
            return [];
        }

        if (known.Execution == "EXECUTE_IN_PROGRESS")
        {
            throw new StubException("InvalidChangeSetStatus", $"ChangeSet [{known.Id}] cannot be deleted in status EXECUTE_IN_PROGRESS");
        }

        ChangeSets.Remove(known);
        return [];
    }

    private JsonObject Execute(JsonObject input)
    {
        var made = FindChangeSet(input);
        if (!tokens.Add(input.Text("ClientRequestToken")!))
        {
            return [];
        }

        if (made.Execution != "AVAILABLE")
        {
            tokens.Remove(input.Text("ClientRequestToken")!);
            throw new StubException(
                "InvalidChangeSetStatus",
                $"ChangeSet [{made.Id}] cannot be executed in its current status of [{made.Execution}]"
            );
        }

        Operations.Execute(stub, made, input.Text("ClientRequestToken"));
        return [];
    }

    private JsonObject Delete(JsonObject input)
    {
        if (Find(input.Text("StackName")!) is not { } stack || stack.Status == "DELETE_COMPLETE")
        {
            return [];
        }

        if (stack.IsProtected)
        {
            throw Invalid($"Stack [{stack.Name}] cannot be deleted while TerminationProtection is enabled");
        }

        if (stack.Status == "REVIEW_IN_PROGRESS")
        {
            ChangeSets.RemoveAll(known => known.Stack == stack);
            stack.Set("DELETE_COMPLETE");
            return [];
        }

        if (tokens.Add(input.Text("ClientRequestToken")!))
        {
            var script = Next;
            Next = StackScript.Success();
            Operations.Delete(stub, stack, script, input.Text("ClientRequestToken"));
        }

        return [];
    }

    private JsonObject Resources(JsonObject input) =>
        new()
        {
            ["StackResourceSummaries"] = Find(input)
                .Resources.Select(resource =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["LogicalResourceId"] = resource.Key,
                            ["ResourceType"] = resource.Value.Type,
                            ["ResourceStatus"] = resource.Value.Status,
                            ["LastUpdatedTimestamp"] = StubStack.Time(stub.Now),
                        }.With("PhysicalResourceId", resource.Value.Physical)
                )
                .AsJson(),
        };

    private JsonObject Events(JsonObject input)
    {
        var all = Find(input).Events;
        var start = input.Text("NextToken") is { } token ? int.Parse(token["page-".Length..]) : 0;
        return new JsonObject { ["StackEvents"] = all.Skip(start).Take(PageSize).Select(one => one.DeepClone()).AsJson() }.With(
            "NextToken",
            start + PageSize < all.Count ? $"page-{start + PageSize}" : null
        );
    }

    private JsonObject Failures(JsonObject input)
    {
        if (input.Text("ChangeSetName") is not null)
        {
            var stack = FindChangeSet(input).Stack;
            return new() { ["OperationEvents"] = stack.Failures.Select(one => one.DeepClone()).AsJson() };
        }

        return new() { ["OperationEvents"] = Find(input).Failures.Select(one => one.DeepClone()).AsJson() };
    }

    private static StubException Invalid(string message) => new("ValidationError", message);
}
