using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

/// <summary>ECS and what stands around it, as one state machine: what happens after a call is a function of the clock and of the script.</summary>
internal sealed class EcsStub
{
    public const string Account = "123456789012";
    public const string Region = "eu-central-1";

    private readonly Lock turn = new();
    private readonly List<RecordedRequest> requests = [];
    private readonly Dictionary<string, string> digests = [];
    private readonly Agenda agenda;

    public EcsStub(TimeProvider clock)
    {
        agenda = new Agenda(clock);
        Faults = new Faults(this);
        Definitions = new StubDefinitions(this);
        Logs = new StubLogs(this);
        Builds = new CodeBuild.StubBuilds(this);
        StubOperations.AddTo(this);
    }

    /// <summary>Every request so far, those that failed among them.</summary>
    public RecordedRequest[] Requests
    {
        get
        {
            lock (turn)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>What every duration of every script is multiplied with.</summary>
    public double Pace { get; set; } = 1;

    /// <summary>Who calls.</summary>
    public string Caller { get; set; } = $"arn:aws:sts::{Account}:assumed-role/deployer/session";

    /// <summary>What becomes of the next task that is run by itself; it is used up by it.</summary>
    public OneOffTask NextTask { get; set; } = OneOffTask.Exits(0);

    public Faults Faults { get; }

    public StubDefinitions Definitions { get; }

    public StubLogs Logs { get; }

    public CodeBuild.StubBuilds Builds { get; }

    public StubNames Names { get; } = new();

    public List<StubTask> Tasks { get; } = [];

    public Dictionary<string, StubCluster> Clusters { get; } = [];

    public Dictionary<string, StubPipeline> Pipelines { get; } = [];

    /// <summary>The tags of services and clusters, by ARN.</summary>
    public Dictionary<string, JsonArray> Tags { get; } = [];

    /// <summary>What it answers, by name; a test may add its own.</summary>
    public Dictionary<string, StubOperation> Operations { get; } = [];

    public DateTimeOffset Now
    {
        get
        {
            lock (turn)
            {
                agenda.Advance();
                return agenda.Now;
            }
        }
    }

    public StubCluster Cluster(string name) =>
        Clusters.TryGetValue(name, out var known) ? known : Clusters[name] = new StubCluster(this, name);

    /// <summary>The service of that name in whichever cluster.</summary>
    public StubService Service(string name) =>
        Clusters.Values.SelectMany(cluster => cluster.Services).Single(service => service.Name == name);

    public StubPipeline Pipeline(string name) =>
        Pipelines.TryGetValue(name, out var known) ? known : Pipelines[name] = new StubPipeline(this, name);

    /// <summary>Says what a tag names from now on.</summary>
    public void Resolve(string reference, string digest) => digests[reference] = digest;

    /// <summary>The digest that a reference names now.</summary>
    public string DigestOf(string reference) =>
        reference.Split('@') is [_, var digest] ? digest
        : digests.TryGetValue(reference, out var known) ? known
        : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reference)))}";

    public void After(double seconds, Action step)
    {
        lock (turn)
        {
            agenda.Advance();
            agenda.After(TimeSpan.FromSeconds(seconds), step);
        }
    }

    /// <summary>Lets happen what is due, and then changes the world while nobody asks.</summary>
    public void Change(Action change)
    {
        lock (turn)
        {
            agenda.Advance();
            change();
        }
    }

    /// <exception cref="StubException">The service refused.</exception>
    /// <exception cref="ConnectionLostException">Nothing was answered.</exception>
    public JsonObject Answer(string operation, JsonObject input)
    {
        lock (turn)
        {
            var known =
                Operations.GetValueOrDefault(operation)
                ?? throw new StubException("UnknownOperationException", $"No operation {operation}.");
            agenda.Advance();
            requests.Add(new(known.Service, operation, input.DeepClone().AsObject(), agenda.Now));
            Faults.Before(operation, requests.Count);
            known.Check(operation, input);
            var answer = known.Answer(input).DeepClone().AsObject();
            Faults.After(requests.Count);
            return answer;
        }
    }
}
