using System.Text.Json.Nodes;
using Stevedore.Tests.Ecs;

namespace Stevedore.Tests.CodeBuild;

/// <summary>CodeBuild: its projects and builds.</summary>
internal sealed class StubBuilds(EcsStub stub)
{
    private readonly Dictionary<string, StubBuild> tokens = [];

    /// <summary>What becomes of the next build; it is used up by it.</summary>
    public BuildScript Next { get; set; } = BuildScript.Success();

    public List<StubBuild> All { get; } = [];

    /// <summary>The builds of the next batch.</summary>
    public List<ScriptedBuild> NextBatch { get; set; } = [];

    public List<StubBatch> Batches { get; } = [];

    public Dictionary<string, JsonObject> Projects { get; } = [];

    /// <summary>Why projects start nothing, by their name.</summary>
    public Dictionary<string, string> Refusals { get; } = [];

    /// <summary>A project whose source is a repository.</summary>
    public JsonObject Project(string name, string type = "GITHUB", string? location = "https://github.com/acme/shop.git") =>
        Projects[name] = new JsonObject
        {
            ["name"] = name,
            ["arn"] = $"arn:aws:codebuild:{EcsStub.Region}:{EcsStub.Account}:project/{name}",
            ["source"] = new JsonObject { ["type"] = type }.With("location", location),
            ["artifacts"] = new JsonObject { ["type"] = type == "CODEPIPELINE" ? "CODEPIPELINE" : "NO_ARTIFACTS" },
            ["serviceRole"] = $"arn:aws:iam::{EcsStub.Account}:role/{name}-build",
            ["environment"] = new JsonObject
            {
                ["type"] = "LINUX_CONTAINER",
                ["image"] = "aws/codebuild/standard:7.0",
                ["computeType"] = "BUILD_GENERAL1_SMALL",
            },
            ["logsConfig"] = new JsonObject { ["cloudWatchLogs"] = new JsonObject { ["status"] = "ENABLED" } },
        };

    public JsonObject GetProjects(JsonObject input)
    {
        var names = input.Texts("names");
        return new JsonObject
        {
            ["projects"] = names.Where(Projects.ContainsKey).Select(name => Projects[name].DeepClone()).AsJson(),
            ["projectsNotFound"] = names.Where(name => !Projects.ContainsKey(name)).AsJson(),
        };
    }

    public JsonObject Start(JsonObject input)
    {
        var name = input.Text("projectName")!;
        if (!Projects.TryGetValue(name, out var project))
        {
            throw new StubException(
                "ResourceNotFoundException",
                $"Project cannot be found: arn:aws:codebuild:{EcsStub.Region}:{EcsStub.Account}:project/{name}"
            );
        }

        if (Refusals.TryGetValue(name, out var refusal))
        {
            throw new StubException("InvalidInputException", refusal);
        }

        if ((string?)project["artifacts"]!["type"] == "CODEPIPELINE" && input["artifactsOverride"] is null)
        {
            throw new StubException("InvalidInputException", "ArtifactsOverride must be set when using artifacts type CodePipelines");
        }

        if (input.Text("idempotencyToken") is { } token && tokens.TryGetValue(token, out var known))
        {
            return new() { ["build"] = known.Json() };
        }

        var build = new StubBuild(stub, Next, name, All.Count + 1, input.Text("sourceVersion"));
        Next = BuildScript.Success();
        All.Add(build);
        if (input.Text("idempotencyToken") is { } first)
        {
            tokens[first] = build;
        }

        return new() { ["build"] = build.Json() };
    }

    public JsonObject Get(JsonObject input)
    {
        var ids = input.Texts("ids");
        var found = ids.Select(id => (Id: id, Build: Find(id))).ToArray();
        return new JsonObject
        {
            ["builds"] = found.Where(one => one.Build is not null).Select(one => (JsonNode)one.Build!.Json()).AsJson(),
            ["buildsNotFound"] = found.Where(one => one.Build is null).Select(one => one.Id).AsJson(),
        };
    }

    public JsonObject Stop(JsonObject input)
    {
        var build = Find(input.Text("id")!) ?? throw new StubException("ResourceNotFoundException", "Build not found.");
        build.Stop();
        return new() { ["build"] = build.Json() };
    }

    public JsonObject StartBatch(JsonObject input)
    {
        var name = input.Text("projectName")!;
        if (!Projects.ContainsKey(name))
        {
            throw new StubException("ResourceNotFoundException", $"Project cannot be found: {name}");
        }

        StubBatch batch = new(stub, name, Batches.Count + 1, NextBatch, input.Text("sourceVersion"));
        Batches.Add(batch);
        return new() { ["buildBatch"] = batch.Json() };
    }

    public JsonObject GetBatches(JsonObject input)
    {
        var ids = input.Texts("ids");
        return new JsonObject
        {
            ["buildBatches"] = Batches.Where(batch => ids.Contains(batch.Id)).Select(batch => (JsonNode)batch.Json()).AsJson(),
            ["buildBatchesNotFound"] = ids.Where(id => Batches.TrueForAll(batch => batch.Id != id)).AsJson(),
        };
    }

    public JsonObject StopBatch(JsonObject input)
    {
        var batch =
            Batches.Find(known => known.Id == input.Text("id"))
            ?? throw new StubException("ResourceNotFoundException", "Build batch not found.");
        batch.Stop();
        return new() { ["buildBatch"] = batch.Json() };
    }

    /// <summary>A build of a batch.</summary>
    public StubBuild Begin(string project, BuildScript script, string? version)
    {
        StubBuild build = new(stub, script, project, All.Count + 1, version);
        All.Add(build);
        return build;
    }

    private StubBuild? Find(string id) =>
        All.Find(build => (build.Id == id || build.Arn == id) && Projects.ContainsKey(build.Id.Split(':')[0]));
}
