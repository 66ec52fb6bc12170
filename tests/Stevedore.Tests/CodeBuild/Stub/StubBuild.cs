using System.Text.Json.Nodes;
using Stevedore.Tests.Ecs;

namespace Stevedore.Tests.CodeBuild;

/// <summary>A build as it goes: what it says is a function of the clock and of its script.</summary>
internal sealed class StubBuild
{
    private readonly EcsStub stub;
    private readonly BuildScript script;
    private readonly string project;
    private readonly int number;
    private readonly string? version;
    private readonly DateTimeOffset started;
    private readonly List<(ScriptedPhase Phase, DateTimeOffset Began, DateTimeOffset? Ended)> phases = [];
    private DateTimeOffset? endedAt;
    private string status = "IN_PROGRESS";
    private bool isStopping;

    public StubBuild(EcsStub stub, BuildScript script, string project, int number, string? version)
    {
        (this.stub, this.script, this.project, this.number, this.version) = (stub, script, project, number, version);
        started = stub.Now;
        phases.Add((new("SUBMITTED", 0), started, started));
        Begin(0);
    }

    public string Id => $"{project}:{number:x8}-9c2f-44d1-8e9b-7a53f06e8d1a";

    public string Arn => $"arn:aws:codebuild:{EcsStub.Region}:{EcsStub.Account}:build/{Id}";

    public string Status => status;

    public string Group => $"/aws/codebuild/{project}";

    public string Stream => Id.Split(':')[1];

    /// <summary>Where its log is, in place of its own region.</summary>
    public string? LogRegion { get; set; }

    public void Stop()
    {
        if (status != "IN_PROGRESS" || isStopping)
        {
            return;
        }

        isStopping = true;
        stub.After(
            7,
            () =>
            {
                var (phase, began, _) = phases[^1];
                phases[^1] = (phase with { Status = "STOPPED" }, began, stub.Now);
                End("STOPPED");
            }
        );
    }

    public JsonObject Json()
    {
        var hasLog = phases.Exists(one => one.Phase.Name == "DOWNLOAD_SOURCE");
        var logs = new JsonObject
        {
            ["deepLink"] =
                $"https://console.aws.amazon.com/cloudwatch/home?region={EcsStub.Region}#logsV2:log-groups/log-group/{(hasLog ? "build" : "null")}",
            ["cloudWatchLogs"] = new JsonObject { ["status"] = "ENABLED" },
        };
        if (hasLog)
        {
            logs["groupName"] = Group;
            logs["streamName"] = Stream;
            logs["cloudWatchLogsArn"] =
                $"arn:aws:logs:{LogRegion ?? EcsStub.Region}:{EcsStub.Account}:log-group:{Group}:log-stream:{Stream}";
        }

        return new JsonObject
        {
            ["id"] = Id,
            ["arn"] = Arn,
            ["buildNumber"] = number,
            ["startTime"] = StubJson.Seconds(started),
            ["currentPhase"] = endedAt is null ? phases[^1].Phase.Name : "COMPLETED",
            ["buildStatus"] = status,
            ["projectName"] = project,
            ["phases"] = Phases().AsJson(),
            ["logs"] = logs,
            ["buildComplete"] = endedAt is not null,
            ["initiator"] = "deployer/session",
            ["serviceRole"] = $"arn:aws:iam::{EcsStub.Account}:role/{project}-build",
        }
            .With("sourceVersion", version)
            .With("resolvedSourceVersion", phases.Exists(one => one.Phase.Name == "INSTALL") ? version?.Split('{')[^1].TrimEnd('}') : null)
            .With("endTime", StubJson.Seconds(endedAt));
    }

    private IEnumerable<JsonNode> Phases()
    {
        foreach (var (phase, began, ended) in phases)
        {
            var json = new JsonObject { ["phaseType"] = phase.Name, ["startTime"] = StubJson.Seconds(began) };
            if (ended is { } end)
            {
                json["phaseStatus"] = phase.Status;
                json["endTime"] = StubJson.Seconds(end);
                json["durationInSeconds"] = (long)(end - began).TotalSeconds;
                json["contexts"] = new JsonArray(new JsonObject { ["statusCode"] = phase.Code ?? "", ["message"] = phase.Message ?? "" });
            }

            yield return json;
        }

        if (endedAt is { } over)
        {
            yield return new JsonObject { ["phaseType"] = "COMPLETED", ["startTime"] = StubJson.Seconds(over) };
        }
    }

    private void Begin(int index)
    {
        if (status != "IN_PROGRESS")
        {
            return;
        }

        if (index == script.Phases.Count)
        {
            End(phases.Find(one => one.Phase.Status != "SUCCEEDED").Phase?.Status ?? "SUCCEEDED");
            return;
        }

        var phase = script.Phases[index];
        phases.Add((phase, stub.Now, null));
        foreach (var (second, text) in phase.Lines)
        {
            stub.After(second + script.LogsLate, () => Log(text));
        }

        stub.After(
            phase.Seconds,
            () =>
            {
                if (status == "IN_PROGRESS" && !(isStopping && phases[^1].Phase != phase))
                {
                    phases[^1] = (phase, phases[^1].Began, stub.Now);
                    Begin(index + 1);
                }
            }
        );
    }

    private void Log(string text)
    {
        if (status != "STOPPED")
        {
            stub.Logs.Write(Group, Stream, text);
        }
    }

    private void End(string how)
    {
        status = how;
        endedAt = stub.Now;
    }
}
