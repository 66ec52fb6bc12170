using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

internal sealed class TaskOperations(EcsStub stub)
{
    private readonly Dictionary<string, StubTask[]> byToken = [];

    public JsonObject List(JsonObject input)
    {
        var cluster = ClusterOf(input);
        var state = input.Text("desiredStatus") ?? "RUNNING";
        var (page, next) = input.Page([
            .. stub
                .Tasks.Where(task => task.Cluster == cluster && task.DesiredStatus == state)
                .Where(task => input.Text("serviceName") is not { } service || task.Service?.Name == StubNames.Last(service))
                .Where(task => input.Text("family") is not { } family || task.Definition.Family == family)
                .Where(task => input.Text("startedBy") is not { } by || task.StartedBy == by)
                .Select(task => task.Arn),
        ]);
        return new JsonObject { ["taskArns"] = page.AsJson() }.With("nextToken", next);
    }

    public JsonObject Describe(JsonObject input)
    {
        var cluster = ClusterOf(input);
        var names = input.Texts("tasks");
        if (names.Length is 0 or > 100)
        {
            throw new StubException(
                "InvalidParameterException",
                names.Length == 0 ? "Tasks cannot be empty." : "Tasks cannot have more than 100 elements."
            );
        }

        var found = names.Select(name => (Name: name, Task: Find(cluster, name))).ToArray();
        return new JsonObject
        {
            ["tasks"] = found.Where(one => one.Task is not null).Select(one => (JsonNode)one.Task!.Json()).AsJson(),
            ["failures"] = found
                .Where(one => one.Task is null)
                .Select(one =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["arn"] = StubNames.Arn("ecs", $"task/{cluster.Name}/{StubNames.Last(one.Name)}"),
                            ["reason"] = "MISSING",
                        }
                )
                .AsJson(),
        };
    }

    public JsonObject Run(JsonObject input)
    {
        var cluster = ClusterOf(input);
        var definition = stub.Definitions.Find(input.Text("taskDefinition")!);
        if (definition is null || !definition.IsFound())
        {
            throw new StubException("ClientException", "TaskDefinition not found.");
        }

        if (!definition.IsActive)
        {
            throw new StubException("ClientException", "TaskDefinition is inactive");
        }

        if (input.Text("clientToken") is { } token && byToken.TryGetValue(token, out var known))
        {
            return Answer(known, null);
        }

        var plan = stub.NextTask;
        stub.NextTask = OneOffTask.Exits(0);
        StubTask[] tasks = plan.Refusal is null
            ? [.. Enumerable.Range(0, (int?)input["count"] ?? 1).Select(_ => Start(cluster, definition, input, plan))]
            : [];
        if (input.Text("clientToken") is { } used && tasks.Length > 0)
        {
            byToken[used] = tasks;
        }

        return Answer(tasks, plan.Refusal);
    }

    public JsonObject Stop(JsonObject input)
    {
        var task =
            Find(ClusterOf(input), input.Text("task")!)
            ?? throw new StubException("InvalidParameterException", "The referenced task was not found.");
        if (task.DesiredStatus == "RUNNING")
        {
            task.Stop("UserInitiated", input.Text("reason") ?? "Task stopped by user");
        }

        return new JsonObject { ["task"] = task.Json() };
    }

    private StubTask Start(StubCluster cluster, StubDefinition definition, JsonObject input, OneOffTask plan)
    {
        var task = new StubTask(stub, cluster, definition)
        {
            StartedBy = input.Text("startedBy"),
            Group = input.Text("group") ?? $"family:{definition.Family}",
            Overrides = input["overrides"]?.DeepClone().AsObject(),
            Tags = input["tags"]?.DeepClone().AsArray(),
        };
        stub.Tasks.Add(task);
        if (plan.End?.IsStarted != false)
        {
            stub.After(10 * stub.Pace, () => Unless(task, task.Run));
        }

        if (plan is { End: { } end, Seconds: { } seconds })
        {
            stub.After((10 + seconds) * stub.Pace, () => Unless(task, () => Finish(task, end)));
        }

        return task;
    }

    private static void Finish(StubTask task, TaskFailure end)
    {
        task.Log(end.Log);
        task.Stop(end.StopCode, end.StoppedReason, end);
    }

    private static void Unless(StubTask task, Action step)
    {
        if (task.DesiredStatus == "RUNNING")
        {
            step();
        }
    }

    private static JsonObject Answer(IEnumerable<StubTask> tasks, string? refusal) =>
        new()
        {
            ["tasks"] = tasks.Select(task => (JsonNode)task.Json()).AsJson(),
            ["failures"] = refusal is null ? new JsonArray() : new JsonArray(new JsonObject { ["reason"] = refusal }),
        };

    private StubTask? Find(StubCluster cluster, string name) =>
        stub.Tasks.Find(task => task.Cluster == cluster && task.Id == StubNames.Last(name));

    private StubCluster ClusterOf(JsonObject input) =>
        stub.Clusters.GetValueOrDefault(StubNames.Last(input.Text("cluster") ?? "default"))
        ?? throw new StubException("ClusterNotFoundException", "Cluster not found.");
}
