using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Stevedore.Tests.AwsModels;
using Stevedore.Tests.Ecs;

namespace Stevedore.Tests.Stacks.Deploying;

/// <summary>What stands around stacks: connections, executions of pipelines, a bucket.</summary>
internal sealed class StubSurroundings
{
    private readonly EcsStub stub;
    private readonly ModelledOperations modelled;

    public StubSurroundings(EcsStub stub)
    {
        this.stub = stub;
        modelled = new(stub);
        Connections["acme"] = (DeploymentCase.Connection, "AVAILABLE");
        modelled.Add("codeconnections", "ListConnections", List);
        modelled.Add("codeconnections", "GetConnection", Get, "ConnectionArn");
        modelled.Add("codepipeline", "ListPipelineExecutions", Executions, "pipelineName");
    }

    /// <summary>By name.</summary>
    public Dictionary<string, (string Arn, string Status)> Connections { get; } = [];

    /// <summary>What runs: an id, and what was committed.</summary>
    public List<(string Id, string Status, string Summary)> Running { get; } = [];

    /// <summary>Where they do not go by the models.</summary>
    public IReadOnlyCollection<string> Differences => modelled.Differences;

    public StubUploads Bucket { get; } = new();

    private JsonObject List(JsonObject input) =>
        new() { [nameof(Connections)] = Connections.Select(one => (JsonNode)Json(one.Key, one.Value)).AsJson() };

    private JsonObject Get(JsonObject input) =>
        Connections.FirstOrDefault(one => one.Value.Arn == input.Text("ConnectionArn")) is { Key: { } name, Value: var found }
            ? new() { ["Connection"] = Json(name, found) }
            : throw new StubException("ResourceNotFoundException", $"Resource not found: {input.Text("ConnectionArn")}");

    private static JsonObject Json(string name, (string Arn, string Status) connection) =>
        new()
        {
            ["ConnectionName"] = name,
            ["ConnectionArn"] = connection.Arn,
            ["ConnectionStatus"] = connection.Status,
            ["ProviderType"] = "GitHub",
        };

    private JsonObject Executions(JsonObject input) =>
        new()
        {
            ["pipelineExecutionSummaries"] = Running
                .Select(one =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["pipelineExecutionId"] = one.Id,
                            ["status"] = one.Status,
                            ["startTime"] = StubJson.Seconds(stub.Now),
                            ["sourceRevisions"] = new JsonArray(
                                new JsonObject
                                {
                                    ["actionName"] = "Source",
                                    ["revisionId"] = "3f2a91c04d5e6f708192a3b4c5d6e7f809112233",
                                    ["revisionSummary"] = one.Summary,
                                }
                            ),
                        }
                )
                .AsJson(),
        };
}

/// <summary>A bucket that takes what it is given.</summary>
internal sealed class StubUploads : HttpClientFactory
{
    /// <summary>The hosts and keys of what was put.</summary>
    public ConcurrentDictionary<string, string> Objects { get; } = [];

    /// <summary>The keys of what was deleted.</summary>
    public ConcurrentQueue<string> Deleted { get; } = [];

    /// <summary>What it refuses with; null for nothing.</summary>
    public string? Refusal { get; set; }

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this));

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    private sealed class Handler(StubUploads of) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (of.Refusal is { } code)
            {
                return new(HttpStatusCode.Forbidden)
                {
                    Content = new StringContent(
                        $"<Error><Code>{code}</Code><Message>No.</Message></Error>",
                        System.Text.Encoding.UTF8,
                        "application/xml"
                    ),
                };
            }

            if (request.Method == HttpMethod.Delete)
            {
                of.Deleted.Enqueue(request.RequestUri!.AbsolutePath);
                return new(HttpStatusCode.NoContent);
            }

            of.Objects[$"{request.RequestUri!.Host}{request.RequestUri.AbsolutePath}"] = await request.Content!.ReadAsStringAsync(
                cancellationToken
            );
            return new(HttpStatusCode.OK) { Headers = { { "ETag", "\"1\"" } } };
        }
    }
}
