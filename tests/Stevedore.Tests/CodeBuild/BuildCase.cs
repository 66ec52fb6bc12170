using Amazon.Runtime;
using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Stevedore.Arguments;
using Stevedore.Aws;
using Stevedore.CodeBuild;
using Stevedore.Planning;
using Stevedore.Registries.Ecr;
using Stevedore.Settings;
using Stevedore.Shipping;
using Stevedore.Terminal;
using Stevedore.Tests.Ecs;
using Stevedore.Tests.Source;
using Path = System.IO.Path;

namespace Stevedore.Tests.CodeBuild;

/// <summary>Commands about builds on CodeBuild, from a checkout whose commit is pushed, against a stub and a clock that moves as fast as anybody waits.</summary>
internal sealed class BuildCase : IDisposable
{
    public const string Url = "https://github.com/acme/shop.git";

    private readonly TemporaryFolder home = new();
    private readonly TemporaryFolder remote = new();
    private readonly System.Collections.Concurrent.ConcurrentQueue<Task> asides = [];
    private string[] arguments = [];

    public BuildCase()
    {
        Aws = new(Clock);
        Aws.Builds.Project("shop");
        Checkout = GitRepository.Init();
        Checkout.Write("buildspec.yml", "version: 0.2\n").Commit();
        Checkout.Run("init", "--quiet", "--bare", remote.Path);
        Checkout.Run("remote", "add", "origin", Url).Run("config", $"url.file://{remote.Path}.insteadOf", Url);
        Checkout.Run("push", "--quiet", "origin", "main");
        Head = Checkout.Head;
        Variables["PATH"] = Environment.GetEnvironmentVariable("PATH");
        Variables["HOME"] = home.Path;
    }

    public ManualClock Clock { get; } = new();

    public EcsStub Aws { get; }

    public GitRepository Checkout { get; }

    public string Head { get; private set; }

    /// <summary>The folder that the commit is pushed to.</summary>
    public string Remote => remote.Path;

    /// <summary>The regions that were asked.</summary>
    public HashSet<string> Regions { get; } = [];

    /// <summary>Where S3 is; null for nowhere.</summary>
    public Action<ClientConfig>? Storage { get; set; }

    /// <summary>A request that leaves all to the settings.</summary>
    public RemoteBuildRequest Nothing { get; } = new();

    /// <summary>Settings of the checkout, of which git knows nothing.</summary>
    public BuildCase Settings(string json)
    {
        File.WriteAllText(Path.Combine(Checkout.Folder, "stevedore.json"), json);
        File.AppendAllText(Path.Combine(Checkout.Folder, ".git", "info", "exclude"), "stevedore.json\n");
        return this;
    }

    /// <summary>From here on HEAD is another.</summary>
    public void Recommit() => Head = Checkout.Head;

    public CleanUp CleanUp { get; } = new();

    /// <summary>Everything that was printed, with what changes from run to run replaced.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>The lines of the log among them.</summary>
    public List<string> Log { get; } = [];

    public List<string> Warnings { get; } = [];

    public Dictionary<string, string?> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>Told each line of the log in place of keeping it.</summary>
    public Action<string>? Printed { get; set; }

    public RecordedRequest[] Calls(string operation) => [.. Aws.Requests.Where(request => request.Operation == operation)];

    public int Run(RemoteBuildRequest? request = null) => Ask(builds => builds.Run(request ?? new() { Project = "shop" }));

    /// <summary>Runs a command; its error is the last line, as the host prints it.</summary>
    /// <returns>The exit code; 130 for one that was cancelled.</returns>
    public int Ask(Func<IRemoteBuilds, Task<RemoteBuildResult>> command) => Ended(output => Show(command(Builds(output)), output));

    private int Ended(Func<IOutput, Task> command)
    {
        var output = Output();
        try
        {
            Wait(command(output));
            return 0;
        }
        catch (StevedoreException fault)
        {
            Lines.AddRange(Plain($"Error: {fault.Message}").Split('\n'));
            return 1;
        }
        catch (OperationCanceledException)
        {
            // One may bring the next.
            while (asides.TryDequeue(out var aside))
            {
                Wait(aside);
            }

            return 130;
        }
    }

    /// <summary>The arguments of the command.</summary>
    public void Arguments(params string[] given) => arguments = given;

    /// <summary>Runs a target there.</summary>
    public int Target(string target, string verb, bool hasArtifacts) =>
        Ended(output => Builds(output).RunTarget(target, verb, hasArtifacts));

    /// <summary>What Ctrl-C does, while a call is answered: what is undone asks the stub, which answers one at a time.</summary>
    public void Cancel() => CtrlC.Press(CleanUp, asides.Enqueue);

    public string Transcript(int code) => string.Join('\n', [.. Lines, $"exit {code}", ""]);

    public void Dispose()
    {
        CleanUp.Dispose();
        Checkout.Dispose();
        remote.Dispose();
        home.Dispose();
    }

    private static async Task Show(Task<RemoteBuildResult> running, IOutput output)
    {
        var result = await running;
        output.Lines(RemoteBuildTable.Render(result));
        RemoteBuildFault.ThrowIfAny(result);
    }

    private RecordedOutput Output() => new(this);

    private void Add(IEnumerable<string> lines)
    {
        lock (Lines)
        {
            Lines.AddRange(lines.Select(Plain));
        }
    }

    private RemoteBuildRun Builds(IOutput output)
    {
        var cake = Substitute.For<ICakeContext>();
        var lookup = arguments
            .Select(text => text[2..].Split('=', 2))
            .ToLookup(parts => parts[0], parts => parts.ElementAtOrDefault(1) ?? "");
        cake.Arguments.HasArgument(Arg.Any<string>()).Returns(call => lookup.Contains(call.Arg<string>()));
        cake.Arguments.GetArguments(Arg.Any<string>()).Returns(call => [.. lookup[call.Arg<string>()]]);
        cake.Arguments.GetArguments().Returns(lookup.ToDictionary(group => group.Key, group => (ICollection<string>)[.. group]));
        cake.Environment.WorkingDirectory.Returns(new Cake.Core.IO.DirectoryPath(Checkout.Folder));
        cake.Environment.GetEnvironmentVariables().Returns(Variables!);
        cake.Environment.GetEnvironmentVariable(Arg.Any<string>()).Returns(call => Variables.GetValueOrDefault(call.Arg<string>()));
        cake.ProcessRunner.Returns(new IsolatedProcesses(home.Path));
        cake.Log.WhenForAnyArgs(log => log.Write(default, default, "", []))
            .Do(call =>
            {
                if (call.Arg<LogLevel>() == LogLevel.Warning)
                {
                    Warnings.Add(Plain((string)call.Arg<object[]>()[0]));
                    Add([$"Warning: {Warnings[^1]}"]);
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
        return new(run, new StubClients(this), Clock, CleanUp, output, new Stevedore.Runs.PrivateFolder(CleanUp));
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

    private string Plain(string text) =>
        text.Replace(Head, "HEAD", StringComparison.Ordinal)
            .Replace(Head[..8], "HEAD", StringComparison.Ordinal)
            .Replace(remote.Path, "REMOTE", StringComparison.Ordinal)
            .Replace(Checkout.Folder, "FOLDER", StringComparison.Ordinal);

    private sealed class RecordedOutput(BuildCase of) : IOutput
    {
        public void Lines(IEnumerable<string> lines) => of.Add(lines);

        public void Transcript(IEnumerable<string> lines)
        {
            foreach (var line in lines)
            {
                if (of.Printed is { } printed)
                {
                    printed(line);
                    continue;
                }

                of.Log.Add(line);
                of.Add([OutsideText.Clean(line)]);
            }
        }

        public void Json(ReadOnlySpan<byte> content) { }
    }

    private sealed class StubClients(BuildCase of) : IAwsClients
    {
        public string? DefaultRegion() => EcsStub.Region;

        public bool SignsWithOwnTime() => false;

        public Amazon.ECR.IAmazonECR Ecr(string region, string? role) => throw new NotSupportedException();

        public Amazon.ECRPublic.IAmazonECRPublic EcrPublic(string? role) => throw new NotSupportedException();

        public Amazon.SecretsManager.IAmazonSecretsManager SecretsManager(string region, string? role) => throw new NotSupportedException();

        public Amazon.SimpleSystemsManagement.IAmazonSimpleSystemsManagement ParameterStore(string region, string? role) =>
            throw new NotSupportedException();

        public Amazon.SecurityToken.IAmazonSecurityTokenService SecurityToken(string region, string? role) =>
            throw new NotSupportedException();

        public TClient Create<TConfiguration, TClient>(string region, string? role, Func<AWSCredentials, TConfiguration, TClient> create)
            where TConfiguration : ClientConfig, new()
        {
            of.Regions.Add(region);
            TConfiguration configuration = new()
            {
                RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region),
                // What is tested asks again itself.
                MaxErrorRetry = 0,
            };
            if (configuration is Amazon.S3.AmazonS3Config)
            {
                of.Storage!(configuration);
            }
            else
            {
                configuration.HttpClientFactory = new EcsStubHttp(of.Aws);
            }

            return create(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), configuration);
        }
    }
}
