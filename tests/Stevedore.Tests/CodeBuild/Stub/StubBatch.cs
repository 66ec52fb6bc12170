using System.Text.Json.Nodes;
using Stevedore.Tests.Ecs;

namespace Stevedore.Tests.CodeBuild;

/// <summary>A build of a batch, as a buildspec has it.</summary>
internal sealed record ScriptedBuild(string Name, BuildScript Script, params string[] After)
{
    public bool IsOptional { get; init; }
}

/// <summary>A batch: its builds begin when those have ended that they wait for.</summary>
internal sealed class StubBatch
{
    private readonly EcsStub stub;
    private readonly string project;
    private readonly int number;
    private readonly List<ScriptedBuild> scripts;
    private readonly string? version;
    private readonly DateTimeOffset started;
    private readonly Dictionary<string, StubBuild> builds = [];
    private bool isStopped;

    public StubBatch(EcsStub stub, string project, int number, List<ScriptedBuild> scripts, string? version)
    {
        (this.stub, this.project, this.number, this.scripts, this.version) = (stub, project, number, scripts, version);
        started = stub.Now;
    }

    public string Id => $"{project}:{number:x8}-ba7c-44d1-8e9b-7a53f06e8d1a";

    public string Arn => $"arn:aws:codebuild:{EcsStub.Region}:{EcsStub.Account}:build-batch/{Id}";

    public void Stop()
    {
        isStopped = true;
        foreach (var build in builds.Values)
        {
            build.Stop();
        }
    }

    public JsonObject Json()
    {
        Advance();
        var status = Status();
        return new JsonObject
        {
            ["id"] = Id,
            ["arn"] = Arn,
            ["startTime"] = StubJson.Seconds(started),
            ["currentPhase"] = status == "IN_PROGRESS" ? "IN_PROGRESS" : status,
            ["buildBatchStatus"] = status,
            ["projectName"] = project,
            ["buildBatchNumber"] = number,
            ["complete"] = status != "IN_PROGRESS",
            ["buildGroups"] = scripts.Select(script => (JsonNode)Group(script)).AsJson(),
        }.With("sourceVersion", version);
    }

    private void Advance()
    {
        foreach (var script in scripts.Where(script => !isStopped && !builds.ContainsKey(script.Name)))
        {
            if (script.After.All(other => builds.GetValueOrDefault(other)?.Status == "SUCCEEDED"))
            {
                builds[script.Name] = stub.Builds.Begin(project, script.Script, version);
            }
        }
    }

    private string Status() =>
        builds.Values.Any(build => build.Status == "IN_PROGRESS") ? "IN_PROGRESS"
        : isStopped ? "STOPPED"
        : scripts.Exists(script => !script.IsOptional && builds.GetValueOrDefault(script.Name)?.Status is not (null or "SUCCEEDED"))
            ? "FAILED"
        : scripts.TrueForAll(script => builds.ContainsKey(script.Name)) ? "SUCCEEDED"
        : "IN_PROGRESS";

    private JsonObject Group(ScriptedBuild script) =>
        new JsonObject
        {
            ["identifier"] = script.Name,
            ["dependsOn"] = script.After.AsJson(),
            ["ignoreFailure"] = script.IsOptional,
        }.With(
            "currentBuildSummary",
            builds.TryGetValue(script.Name, out var build)
                ? new JsonObject
                {
                    ["arn"] = build.Arn,
                    ["requestedOn"] = StubJson.Seconds(started),
                    ["buildStatus"] = build.Status,
                }
                : null
        );
}
