using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

internal sealed class DeploymentOperations(EcsStub stub)
{
    private IEnumerable<StubService> Services => stub.Clusters.Values.SelectMany(cluster => cluster.Services);

    public JsonObject List(JsonObject input)
    {
        var service = ServiceOf(input);
        var states = input.Texts("status");
        var (page, next) = input.Page([
            .. service
                .History.Where(known => known.ListedFrom <= stub.Now)
                .Where(known => states.Length == 0 || states.Contains(known.Status))
                .Where(known => IsWithin(known.CreatedAt, input["createdAt"]?.AsObject())),
        ]);
        return new JsonObject { ["serviceDeployments"] = page.Select(known => (JsonNode)known.Brief()).AsJson() }.With("nextToken", next);
    }

    public JsonObject Describe(JsonObject input)
    {
        var asked = input.Texts("serviceDeploymentArns");
        var found = asked.Select(arn => (Arn: arn, Known: Find(arn)?.Record)).ToArray();
        return new JsonObject
        {
            ["serviceDeployments"] = found.Where(one => one.Known is not null).Select(one => (JsonNode)one.Known!.Json()).AsJson(),
            ["failures"] = found.Where(one => one.Known is null).Select(one => Missing(one.Arn)).AsJson(),
        };
    }

    public JsonObject DescribeRevisions(JsonObject input)
    {
        var found = input
            .Texts("serviceRevisionArns")
            .Select(arn => (Arn: arn, Known: Services.SelectMany(service => service.Revisions).FirstOrDefault(known => known.Arn == arn)))
            .ToArray();
        return new JsonObject
        {
            ["serviceRevisions"] = found.Where(one => one.Known is not null).Select(one => (JsonNode)one.Known!.Json()).AsJson(),
            ["failures"] = found.Where(one => one.Known is null).Select(one => Missing(one.Arn)).AsJson(),
        };
    }

    public JsonObject Stop(JsonObject input)
    {
        var (service, record) = Known(input);
        if (
            record.IsOver
            || service.Current?.Record != record
            || record.Status is "STOP_REQUESTED" or "ROLLBACK_REQUESTED" or "ROLLBACK_IN_PROGRESS"
        )
        {
            throw new StubException("ConflictException", $"Unable to stop the service deployment in {record.Status} status.");
        }

        service.Current.RequestStop(isRollback: (input.Text("stopType") ?? "ROLLBACK") == "ROLLBACK");
        return new JsonObject { ["serviceDeploymentArn"] = record.Arn };
    }

    public JsonObject Continue(JsonObject input)
    {
        var (service, record) = Known(input);
        if (record.Hook is not { IsAwaiting: true } hook || hook.Id != input.Text("hookId"))
        {
            throw new StubException("InvalidParameterException", "The lifecycle hook is not awaiting action.");
        }

        if (input.Text("action") == "ROLLBACK")
        {
            hook.End("FAILED");
            service.Current!.RollBack(Verdict.Requested);
        }
        else
        {
            hook.Continue();
        }

        return new JsonObject { ["serviceDeploymentArn"] = record.Arn };
    }

    private (StubService Service, StubServiceDeployment Record) Known(JsonObject input) =>
        Find(input.Text("serviceDeploymentArn")!)
        ?? throw new StubException("ServiceDeploymentNotFoundException", "Service deployment not found.");

    private (StubService Service, StubServiceDeployment Record)? Find(string arn)
    {
        foreach (var service in Services)
        {
            if (service.History.Find(known => known.Arn == arn) is { } record)
            {
                return (service, record);
            }
        }

        return null;
    }

    private StubService ServiceOf(JsonObject input)
    {
        var name = input.Text("service")!;
        var cluster = input.Text("cluster") ?? (name.Split('/') is [_, var named, _] ? named : "default");
        var known =
            stub.Clusters.GetValueOrDefault(StubNames.Last(cluster))
            ?? throw new StubException("ClusterNotFoundException", "Cluster not found.");
        return known.Find(name) ?? throw new StubException("ServiceNotFoundException", "Service not found.");
    }

    private static bool IsWithin(DateTimeOffset time, JsonObject? range) =>
        (double?)range?["after"] is not { } after || time.ToUnixTimeMilliseconds() >= after * 1000
            ? (double?)range?["before"] is not { } before || time.ToUnixTimeMilliseconds() <= before * 1000
            : false;

    private static JsonNode Missing(string arn) => new JsonObject { ["arn"] = arn, ["reason"] = "MISSING" };
}
