using System.Net.Sockets;
using System.Text;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Stevedore.Arguments;
using Stevedore.Aws;
using Stevedore.CodeBuild.Executions;
using Stevedore.Planning;
using Stevedore.Registries.Ecr;
using Stevedore.Settings;
using Stevedore.Shipping;
using Stevedore.Tasks;
using Stevedore.Terminal;
using Stevedore.Tests.Ecs;
using Stevedore.Tests.Source;
using Xunit;
using Path = System.IO.Path;

namespace Stevedore.Tests.CodeBuild.Executions;

/// <summary>The target PipelineStatus, from a folder without git and settings, against a stub and a clock that moves as fast as anybody waits.</summary>
internal sealed class PipelineCase : IDisposable
{
    public const string First = "e0000001-0000-4000-8000-000000000001";
    public const string Second = "e0000002-0000-4000-8000-000000000002";
    public const string Third = "e0000003-0000-4000-8000-000000000003";
    public const string Commit = "3f2a91c04d5e6f708192a3b4c5d6e7f809112233";
    public const string Other = "1111111111111111111111111111111111111111";

    private readonly TemporaryFolder home = new();
    private readonly TemporaryFolder folder = new();
    private readonly System.Collections.Concurrent.ConcurrentQueue<Task> asides = [];
    private GitRepository? checkout;

    public PipelineCase()
    {
        Aws = new(Clock) { Caller = $"arn:aws:sts::{EcsStub.Account}:assumed-role/people/jane@acme.com" };
        World = new(Aws);
        Shop = World.Pipeline("shop").Stage("Source", ScriptedAction.Source()).Stage("Build", Building).Stage("Prod", Approving, Deploying);
        Variables["PATH"] = Environment.GetEnvironmentVariable("PATH");
        Variables["HOME"] = home.Path;
    }

    public ManualClock Clock { get; } = new();

    public EcsStub Aws { get; }

    public PipelineWorld World { get; }

    /// <summary>The pipeline shop: a source, a build, an approval and a deployment.</summary>
    public ScriptedPipeline Shop { get; }

    public ScriptedAction Building { get; } = ScriptedAction.Build();

    public ScriptedAction Approving { get; } = ScriptedAction.Approval(text: "Look at staging first.", link: "https://staging.acme.com/");

    public ScriptedAction Deploying { get; } = ScriptedAction.Deploy();

    public CleanUp CleanUp { get; } = new();

    /// <summary>Everything that was printed.</summary>
    public List<string> Lines { get; } = [];

    public string Json { get; private set; } = "";

    public HashSet<(string Region, string? Role)> Asked { get; } = [];

    /// <summary>How often the SDK repeats a request by itself; it does, unless it is told not to.</summary>
    public int RetriesOfTheSdk { get; set; }

    /// <summary>Whether the host of CodePipeline has no address.</summary>
    public bool IsWithoutRegion { get; set; }

    public Dictionary<string, string?> Variables { get; } = new(StringComparer.Ordinal);

    public RecordedRequest[] Calls(string operation) => [.. Aws.Requests.Where(request => request.Operation == operation)];

    /// <summary>Lets the folder be a checkout of one commit.</summary>
    public string Checkout()
    {
        checkout = GitRepository.Init();
        return checkout.Write("a", "b").Commit().Head;
    }

    public GitRepository Repository => checkout!;

    public PipelineCase Settings(string json)
    {
        File.WriteAllText(Path.Combine(checkout?.Folder ?? folder.Path, "stevedore.json"), json);
        return this;
    }

    /// <summary>Lets that much time go by.</summary>
    public PipelineCase After(double seconds)
    {
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        _ = Aws.Now;
        return this;
    }

    /// <summary>What somebody does when so much time has gone by.</summary>
    public void Meanwhile(double seconds, Action change) => Aws.After(seconds, change);

    /// <summary>What Ctrl-C does, while a call is answered: what is undone asks the stub, which answers one at a time.</summary>
    public void Cancel() => CtrlC.Press(CleanUp, asides.Enqueue);

    /// <summary>Runs the target; its error is the last line, as the host prints it.</summary>
    /// <returns>The exit code; 130 for one that was cancelled.</returns>
    public int Run(params string[] arguments)
    {
        try
        {
            var context = Context(arguments);
            RecordedOutput output = new(this);
            Wait(Task.Run(() => new PipelineStatus(Executions(context, output), output).RunAsync(context)));
            return 0;
        }
        catch (StevedoreException fault)
        {
            Add($"Error: {fault.Message}".Split('\n'));
            return 1;
        }
        catch (OperationCanceledException)
        {
            while (asides.TryDequeue(out var aside))
            {
                Wait(aside);
            }

            return 130;
        }
        finally
        {
            Assert.Empty(World.Differences);
        }
    }

    public string Transcript(int code) => string.Join('\n', [.. Lines, $"exit {code}", ""]);

    public void Dispose()
    {
        CleanUp.Dispose();
        checkout?.Dispose();
        folder.Dispose();
        home.Dispose();
    }

    private IStevedoreContext Context(string[] arguments)
    {
        var context = Substitute.For<IStevedoreContext>();
        var lookup = arguments
            .Select(text => text[2..].Split('=', 2))
            .ToLookup(parts => parts[0], parts => parts.ElementAtOrDefault(1) ?? "");
        var given = Substitute.For<ICakeArguments>();
        given.HasArgument(Arg.Any<string>()).Returns(call => lookup.Contains(call.Arg<string>()));
        given.GetArguments(Arg.Any<string>()).Returns(call => [.. lookup[call.Arg<string>()]]);
        given.GetArguments().Returns(lookup.ToDictionary(group => group.Key, group => (ICollection<string>)[.. group]));
        context.Arguments.Returns(given);
        return context;
    }

    private PipelineExecutions Executions(IStevedoreContext context, IOutput output)
    {
        var cake = Substitute.For<ICakeContext>();
        cake.Arguments.Returns(context.Arguments);
        cake.Environment.WorkingDirectory.Returns(new Cake.Core.IO.DirectoryPath(checkout?.Folder ?? folder.Path));
        cake.Environment.GetEnvironmentVariables().Returns(Variables!);
        cake.Environment.GetEnvironmentVariable(Arg.Any<string>()).Returns(call => Variables.GetValueOrDefault(call.Arg<string>()));
        cake.ProcessRunner.Returns(new IsolatedProcesses(home.Path));
        cake.Log.WhenForAnyArgs(log => log.Write(default, default, "", []))
            .Do(call =>
            {
                if (call.Arg<LogLevel>() == LogLevel.Warning)
                {
                    Add([$"Warning: {call.Arg<object[]>()[0]}"]);
                }
            });
        ImmutableArray<RegistryKind> kinds = [new EcrKind()];
        var run = new StevedoreRun(
            cake,
            new WorkspaceReader(kinds, new SettingsCode(null)),
            new ArgumentCheck(new KnownTasks(new ServiceCollection())),
            CleanUp,
            new StepTimes(Clock, () => TimeSpan.Zero)
        );
        return new(run, new StubClients(this), Clock, CleanUp, output);
    }

    // Whoever waits is not kept waiting.
    private void Wait(Task task)
    {
        while (!task.IsCompleted)
        {
            if (!((IAsyncResult)task).AsyncWaitHandle.WaitOne(1) && Clock.Next is { } time)
            {
                Clock.Advance(time > TimeSpan.Zero ? time : TimeSpan.Zero);
            }
        }

        task.GetAwaiter().GetResult();
    }

    private void Add(IEnumerable<string> lines)
    {
        lock (Lines)
        {
            Lines.AddRange(lines.Select(line => checkout is null ? line : Plain(line)));
        }
    }

    private string Plain(string line) =>
        line.Replace(checkout!.Head, "HEAD", StringComparison.Ordinal).Replace(checkout.Head[..8], "HEAD", StringComparison.Ordinal);

    private sealed class RecordedOutput(PipelineCase of) : IOutput
    {
        public void Lines(IEnumerable<string> lines) => of.Add(lines);

        public void Json(ReadOnlySpan<byte> content) => of.Json = Encoding.UTF8.GetString(content);
    }

    private sealed class NoSuchHost : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler());

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => true;

        private sealed class Handler : HttpMessageHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
                throw new HttpRequestException(
                    HttpRequestError.NameResolutionError,
                    $"Name or service not known ({request.RequestUri!.Authority})",
                    new SocketException((int)SocketError.HostNotFound)
                );
        }
    }

    private sealed class StubClients(PipelineCase of) : IAwsClients
    {
        public string? DefaultRegion() => of.Variables.TryGetValue("AWS_REGION", out var region) ? region : EcsStub.Region;

        public bool SignsWithOwnTime() => false;

        public Amazon.ECR.IAmazonECR Ecr(string region, string? role) => throw new NotSupportedException();

        public Amazon.ECRPublic.IAmazonECRPublic EcrPublic(string? role) => throw new NotSupportedException();

        public Amazon.SecretsManager.IAmazonSecretsManager SecretsManager(string region, string? role) => throw new NotSupportedException();

        public Amazon.SimpleSystemsManagement.IAmazonSimpleSystemsManagement ParameterStore(string region, string? role) =>
            throw new NotSupportedException();

        public IAmazonSecurityTokenService SecurityToken(string region, string? role) =>
            Create(
                region,
                role,
                (AWSCredentials by, AmazonSecurityTokenServiceConfig how) => new AmazonSecurityTokenServiceClient(by, how)
            );

        public TClient Create<TConfiguration, TClient>(string region, string? role, Func<AWSCredentials, TConfiguration, TClient> create)
            where TConfiguration : ClientConfig, new()
        {
            of.Asked.Add((region, role));
            TConfiguration configuration = new()
            {
                RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region),
                // What is tested asks again itself, but for what the SDK repeats on its own everywhere.
                MaxErrorRetry = of.RetriesOfTheSdk,
                HttpClientFactory = of.IsWithoutRegion ? new NoSuchHost() : new EcsStubHttp(of.Aws),
            };
            return create(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), configuration);
        }
    }
}
