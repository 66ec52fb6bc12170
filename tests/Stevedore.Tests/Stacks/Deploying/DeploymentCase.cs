using Amazon.Runtime;
using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Stevedore.Arguments;
using Stevedore.Aws;
using Stevedore.Planning;
using Stevedore.Registries.Ecr;
using Stevedore.Settings;
using Stevedore.Shipping;
using Stevedore.Stacks;
using Stevedore.Stacks.Statuses;
using Stevedore.Terminal;
using Stevedore.Tests.Ecs;
using Stevedore.Tests.Source;
using Path = System.IO.Path;

namespace Stevedore.Tests.Stacks.Deploying;

/// <summary>Commands about stacks, against a stub of CloudFormation, CodePipeline and CodeConnections and a clock that moves as fast as anybody waits.</summary>
internal sealed class DeploymentCase : IDisposable
{
    public const string Connection = "arn:aws:codeconnections:eu-central-1:123456789012:connection/0a1b2c3d";

    public const string Settings = """
        {
          "images": { "shop": {} },
          "registries": { "ecr": { "type": "ecr", "account": "123456789012", "region": "eu-central-1" } },
          "pipelines": { "shop": { "source": { "connection": "acme", "repository": "acme/shop" } } }
        }
        """;

    /// <summary>A template of a pipeline, as small as can be.</summary>
    public const string Template = """
        # Made by Stevedore from stevedore.json, sha256:0000
        Parameters:
          Connection:
            Type: String
        Resources:
          ShopRepository:
            Type: AWS::ECR::Repository
            DeletionPolicy: RetainExceptOnCreate
            UpdateReplacePolicy: Retain
            Properties:
              RepositoryName: shop
          BuildRole:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement:
                  - Effect: Allow
                    Principal:
                      Service: codebuild.amazonaws.com
                    Action: sts:AssumeRole
              Policies:
                - PolicyName: stevedore
                  PolicyDocument:
                    Statement:
                      - Sid: Push
                        Effect: Allow
                        Action: [ecr:PutImage, ecr:InitiateLayerUpload]
                        Resource: !GetAtt ShopRepository.Arn
          BuildProject:
            Type: AWS::CodeBuild::Project
            Properties:
              Name: shop
              TimeoutInMinutes: 60
          Pipeline:
            Type: AWS::CodePipeline::Pipeline
            Properties:
              Name: shop
              ExecutionMode: QUEUED
        Outputs:
          ProjectName:
            Value: !Ref BuildProject

        """;

    private readonly TemporaryFolder folder = new();
    private CleanUp cleanUp = new();
    private readonly List<Task> asides = [];

    public DeploymentCase()
    {
        Aws = new(Clock);
        Stacks = new(Aws);
        Surroundings = new(Aws);
        Write("stevedore.json", Settings);
        Write("pipeline/shop.yml", Template);
        Files = new FixedFiles(this);
    }

    public ManualClock Clock { get; } = new();

    public EcsStub Aws { get; }

    public StubStacks Stacks { get; }

    public StubSurroundings Surroundings { get; }

    /// <summary>Everything that was printed.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>What was printed for programs.</summary>
    public string? Json { get; private set; }

    /// <summary>What is answered, by the beginning of the question; null where nobody is there.</summary>
    public Func<string, bool>? Answers { get; set; } = _ => true;

    /// <summary>The templates that stevedore.json makes now, by their path.</summary>
    public Dictionary<string, string> Made { get; } = new() { ["pipeline/shop.yml"] = Template };

    /// <summary>Why they cannot be made; null where they can.</summary>
    public StevedoreException? NotMade { get; set; }

    /// <summary>The parameters of the templates.</summary>
    public Dictionary<string, string> Parameters { get; } =
        new() { ["pipeline/shop.parameters.json"] = """[{ "ParameterKey": "Connection", "ParameterValue": "acme" }]""" };

    public Dictionary<string, string?> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>The roles that clients were made for.</summary>
    public HashSet<string?> Roles { get; } = [];

    public CleanUp CleanUp => cleanUp;

    private FixedFiles Files { get; }

    public RecordedRequest[] Calls(string operation) => [.. Aws.Requests.Where(request => request.Operation == operation)];

    public string[] Operations => [.. Aws.Requests.Select(request => request.Operation)];

    public DeploymentCase Write(string path, string text)
    {
        var file = Path.Combine(folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    /// <summary>What stevedore.json makes now, and the repository has.</summary>
    public DeploymentCase Changed(string from, string to)
    {
        Assert(Made["pipeline/shop.yml"].Contains(from, StringComparison.Ordinal));
        Made["pipeline/shop.yml"] = Made["pipeline/shop.yml"].Replace(from, to, StringComparison.Ordinal);
        return Write("pipeline/shop.yml", Made["pipeline/shop.yml"]);
    }

    /// <summary>The stack is there as it is made.</summary>
    public StubStack Deployed()
    {
        var stack = Stacks.Given("shop", Template, "shop");
        stack.Parameters = [new System.Text.Json.Nodes.JsonObject { ["ParameterKey"] = "Connection", ["ParameterValue"] = Connection }];
        Clock.Advance(TimeSpan.FromHours(1));
        return stack;
    }

    public int Deploy(StackRequest? request = null) =>
        Ended(async (stacks, output) => output.Lines(OutcomeText.Lines(await stacks.Deploy(request ?? new()))));

    public int Delete(StackRequest? request = null) =>
        Ended(async (stacks, output) => output.Lines(OutcomeText.Lines(await stacks.Delete(request ?? new()))));

    public int Compare(StackRequest? request = null) =>
        Ended(
            async (stacks, output) =>
            {
                var differences = await stacks.Compare(request ?? new());
                output.Lines(DifferenceText.Lines(differences));
                output.Json(DifferenceText.Json(differences));
                if (differences.Any(stack => stack.IsAny))
                {
                    Differs = true;
                }

                IsUntold = differences.Any(stack => stack.IsUntold);
            }
        );

    /// <summary>Whether that could not be told of some stack.</summary>
    public bool IsUntold { get; private set; }

    /// <summary>Whether something did.</summary>
    public bool Differs { get; private set; }

    public int Status(StackRequest? request = null) =>
        Ended(
            async (stacks, output) =>
            {
                var found = await stacks.Status(request ?? new());
                output.Lines(StateText.Lines(found));
                output.Json(StateText.Json(found));
            }
        );

    /// <summary>What Ctrl-C does, while a call is answered: what is undone asks the stub, which answers one at a time.</summary>
    public void Cancel() =>
        CtrlC.Press(
            cleanUp,
            aside =>
            {
                lock (asides)
                {
                    asides.Add(aside);
                }
            }
        );

    /// <summary>The same where nothing is undone that would ask the stub: it is over when the call is answered.</summary>
    public void CancelAtOnce() => cleanUp.Cancel();

    /// <summary>As another process after a cancelled one.</summary>
    public void Renew()
    {
        cleanUp.Dispose();
        cleanUp = new();
    }

    /// <summary>What a command prints to standard error itself.</summary>
    public string Errors(Action command)
    {
        var before = Console.Error;
        using StringWriter errors = new() { NewLine = "\n" };
        Console.SetError(errors);
        try
        {
            command();
        }
        finally
        {
            Console.SetError(before);
        }

        return errors.ToString();
    }

    public string Transcript(int code) => string.Join('\n', [.. Lines, $"exit {code}", ""]);

    public void Dispose()
    {
        cleanUp.Dispose();
        folder.Dispose();
    }

    /// <summary>Two commands at once.</summary>
    public (int First, int Second) DeployTwice()
    {
        var (first, second) = (Running(), Running());
        Wait(Task.WhenAll(first, second));
        GoByTheModels();
        return (first.Result, second.Result);

        async Task<int> Running()
        {
            try
            {
                RecordedOutput output = new(this);
                output.Lines(OutcomeText.Lines(await Commands(output).Deploy(new())));
                return 0;
            }
            catch (StevedoreException fault)
            {
                Add([$"Error: {fault.Message}"]);
                return 1;
            }
        }
    }

    private int Ended(Func<IStacks, IOutput, Task> command)
    {
        RecordedOutput output = new(this);
        try
        {
            Wait(command(Commands(output), output));
            return 0;
        }
        catch (StevedoreException fault)
        {
            Add($"Error: {fault.Message}".Split('\n'));
            return 1;
        }
        catch (OperationCanceledException)
        {
            Task[] all;
            lock (asides)
            {
                all = [.. asides];
            }

            Wait(Task.WhenAll(all));
            return 130;
        }
        finally
        {
            GoByTheModels();
        }
    }

    private void GoByTheModels() => Xunit.Assert.Empty(Stacks.Differences.Concat(Surroundings.Differences));

    private StackCommands Commands(IOutput output)
    {
        var cake = Substitute.For<ICakeContext>();
        cake.Environment.WorkingDirectory.Returns(new Cake.Core.IO.DirectoryPath(folder.Path));
        cake.Environment.GetEnvironmentVariables().Returns(Variables!);
        cake.Environment.GetEnvironmentVariable(Arg.Any<string>()).Returns(call => Variables.GetValueOrDefault(call.Arg<string>()));
        cake.Arguments.GetArguments(Arg.Any<string>()).Returns([]);
        cake.Arguments.GetArguments().Returns(new Dictionary<string, ICollection<string>>());
        cake.ProcessRunner.Returns(new IsolatedProcesses(folder.Path));
        cake.Log.WhenForAnyArgs(log => log.Write(default, default, "", []))
            .Do(call =>
            {
                if (call.Arg<LogLevel>() == LogLevel.Warning)
                {
                    Add([$"Warning: {call.Arg<object[]>()[0]}"]);
                }
            });
        ImmutableArray<RegistryKind> kinds = [new EcrKind()];
        StevedoreRun run = new(
            cake,
            new WorkspaceReader(kinds, new SettingsCode(null)),
            new ArgumentCheck(new KnownTasks(new ServiceCollection())),
            cleanUp,
            new StepTimes(Clock, () => TimeSpan.Zero)
        );
        return new(run, new StubClients(this), Clock, cleanUp, output, Files, new Questions(this), kinds);
    }

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
            Lines.AddRange(lines.Select(line => line.Replace(folder.Path, "FOLDER", StringComparison.Ordinal)));
        }
    }

    private static void Assert(bool isTrue) => Xunit.Assert.True(isTrue);

    private sealed class RecordedOutput(DeploymentCase of) : IOutput
    {
        public void Lines(IEnumerable<string> lines) => of.Add(lines);

        public void Json(ReadOnlySpan<byte> content) => of.Json = System.Text.Encoding.UTF8.GetString(content);
    }

    private sealed class Questions(DeploymentCase of) : IStackQuestions
    {
        public bool IsPossible => of.Answers is not null;

        public bool Ask(string question)
        {
            var answer = of.Answers!(question);
            of.Add([$"{question} {(answer ? "yes" : "no")}"]);
            return answer;
        }
    }

    private sealed class FixedFiles(DeploymentCase of) : IStackFiles
    {
        public StackFiles Make(string? only) =>
            of.NotMade is { } fault
                ? throw fault
                : new(
                    [
                        .. of.Made.Select(file => new StackFile(file.Key, file.Value, IsTemplate: true)),
                        .. of.Parameters.Select(file => new StackFile(file.Key, file.Value, IsTemplate: false)),
                    ],
                    [],
                    []
                );
    }

    private sealed class StubClients(DeploymentCase of) : IAwsClients
    {
        public string? DefaultRegion() => EcsStub.Region;

        public bool SignsWithOwnTime() => false;

        public Amazon.ECR.IAmazonECR Ecr(string region, string? role) => throw new NotSupportedException();

        public Amazon.ECRPublic.IAmazonECRPublic EcrPublic(string? role) => throw new NotSupportedException();

        public Amazon.SecretsManager.IAmazonSecretsManager SecretsManager(string region, string? role) => throw new NotSupportedException();

        public Amazon.SimpleSystemsManagement.IAmazonSimpleSystemsManagement ParameterStore(string region, string? role) =>
            throw new NotSupportedException();

        public Amazon.SecurityToken.IAmazonSecurityTokenService SecurityToken(string region, string? role) =>
            Create<Amazon.SecurityToken.AmazonSecurityTokenServiceConfig, Amazon.SecurityToken.IAmazonSecurityTokenService>(
                region,
                role,
                (credentials, to) => new Amazon.SecurityToken.AmazonSecurityTokenServiceClient(credentials, to)
            );

        public TClient Create<TConfiguration, TClient>(string region, string? role, Func<AWSCredentials, TConfiguration, TClient> create)
            where TConfiguration : ClientConfig, new()
        {
            of.Roles.Add(role);
            TConfiguration configuration = new()
            {
                RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region),
                // What is tested asks again itself.
                MaxErrorRetry = 0,
                HttpClientFactory = new EcsStubHttp(of.Aws),
            };
            if (configuration is Amazon.S3.AmazonS3Config)
            {
                configuration.HttpClientFactory = of.Surroundings.Bucket;
            }

            return create(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), configuration);
        }
    }
}
