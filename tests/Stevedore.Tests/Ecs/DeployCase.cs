using Amazon.Runtime;
using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Stevedore.Arguments;
using Stevedore.Aws;
using Stevedore.Credentials;
using Stevedore.Ecs;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.Ecr;
using Stevedore.Registries.EcrPublic;
using Stevedore.Registries.Plain;
using Stevedore.Settings;
using Stevedore.Shipping;
using Stevedore.Terminal;
using Stevedore.Tests.Registries;
using Stevedore.Tests.Shipping;
using Stevedore.Tests.Source;
using Path = System.IO.Path;

namespace Stevedore.Tests.Ecs;

/// <summary>Commands about services, against a stub of ECS, a registry in memory and a clock that moves as fast as anybody waits.</summary>
internal sealed class DeployCase : IDisposable
{
    public const string Commit = "3f2a91c04d5e6f708192a3b4c5d6e7f809112233";
    public const string Earlier = "1111111111111111111111111111111111111111";

    private readonly TemporaryFolder folder = new();
    private readonly CleanUp cleanUp = new();
    private readonly RegistryClients clients = new();
    private readonly Dictionary<string, string> shipped = new(StringComparer.Ordinal);
    private GitRepository? checkout;

    /// <summary>A cluster with a service of two tasks, which runs the image of an earlier commit.</summary>
    public DeployCase()
    {
        Ecs = new(Clock);
        Digest = PublishedCase.Image(Registry, "web", Commit, tag: "3f2a91c0");
        EarlierDigest = PublishedCase.Image(Registry, "web", Earlier, tag: "11111111");
        Ecs.Resolve($"{Registry.Host}/web:11111111", EarlierDigest);
        Service = Ecs.Cluster("shop").Service("web", StubDefinitions.Body("web", ("web", EarlierImage)), desired: 2);
        // What happened before is not of what happens next.
        Clock.Advance(TimeSpan.FromMinutes(5));
        Deploying();
        Release();
    }

    public ManualClock Clock { get; } = new();

    public EcsStub Ecs { get; }

    /// <summary>The roles that clients of AWS were made for; null stands for the credentials that are there.</summary>
    public HashSet<string?> Roles { get; } = [];

    public StubRegistry Registry { get; } = new();

    public StubService Service { get; }

    /// <summary>What was shipped.</summary>
    public string Digest { get; }

    /// <summary>What runs.</summary>
    public string EarlierDigest { get; }

    public string Image => $"{Registry.Host}/web:3f2a91c0@{Digest}";

    public string EarlierImage => $"{Registry.Host}/web:11111111@{EarlierDigest}";

    /// <summary>Everything that was printed, with what changes from run to run replaced.</summary>
    public List<string> Lines { get; } = [];

    public List<string> Warnings { get; } = [];

    public Dictionary<string, string?> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>What <c>secretsManager:</c> is looked up with.</summary>
    public Amazon.SecretsManager.IAmazonSecretsManager Secrets { get; } = Substitute.For<Amazon.SecretsManager.IAmazonSecretsManager>();

    /// <summary>The working directory.</summary>
    public string Root => checkout?.Folder ?? folder.Path;

    public string File(string name) => Path.Combine(Root, name);

    /// <summary>Lets the working directory be a checkout, of one commit besides those that are deployed.</summary>
    /// <returns>Its commit.</returns>
    public string Checkout(string remote)
    {
        checkout = GitRepository.Init();
        Variables["PATH"] = Environment.GetEnvironmentVariable("PATH");
        Variables["HOME"] = folder.Path;
        checkout.Run("remote", "add", "origin", remote);
        foreach (var name in (string[])["stevedore.json", "artifacts/release.json"])
        {
            checkout.Write(name, System.IO.File.ReadAllText(folder.File(name)));
        }

        return checkout.Write(".gitignore", "artifacts/\n").Commit().Head;
    }

    public DeployCase Settings(string json)
    {
        System.IO.File.WriteAllText(File("stevedore.json"), json);
        return this;
    }

    /// <summary>Settings of one image, and what <c>deploy</c> has.</summary>
    /// <param name="others">What else the settings have.</param>
    public DeployCase Deploying(string deploy = """ "services": ["web"] """, string image = "", string others = "") =>
        Settings(
            $$"""
            {
              "images": { "web": { "container": "web"{{image}} } },
              "registries": { "lan": { "type": "registry", "host": "{{Registry.Host}}" } },
              "deploy": { "cluster": "shop", "region": "eu-central-1", {{deploy}} }{{others}}
            }
            """
        );

    /// <summary>Writes a release of the commit.</summary>
    public DeployCase Release(string? commit = Commit, string? digest = null, string repository = "web", string extra = "")
    {
        Directory.CreateDirectory(File("artifacts"));
        System.IO.File.WriteAllText(
            File("artifacts/release.json"),
            $$"""
            {
              {{extra}}"commit": {{(commit is null ? "null" : $"\"{commit}\"")}}, "dirty": false, "source": "https://example.com/acme/shop",
              "build": { "id": null, "number": null },
              "images": {
                "web": {
                  "digest": "{{digest ?? Digest}}", "container": "web", "outcome": "built", "platforms": { "linux/amd64": "{{digest
                ?? Digest}}" },
                  "base": null, "bases": [],
                  "registries": { "lan": { "repository": "{{Registry.Host}}/{{repository}}", "digest": "{{digest
                ?? Digest}}", "tags": ["{{commit?[..8]}}"], "since": null } }
                }
              }
            }
            """
        );
        return this;
    }

    /// <summary>Ships an image of a commit.</summary>
    /// <returns>Its digest.</returns>
    public string Ship(string commit)
    {
        var digest = commit == Commit ? Digest : PublishedCase.Image(Registry, "web", commit, tag: commit[..8]);
        shipped.TryAdd(digest, $"sha256:{commit[..4]}");
        Release(commit, digest);
        return digest;
    }

    /// <summary>A second service, of one task, that runs the same image.</summary>
    public StubService Worker()
    {
        var worker = Ecs.Cluster("shop").Service("worker", StubDefinitions.Body("worker", ("worker", EarlierImage)), desired: 1);
        Deploying(""" "services": ["web", { "service": "worker", "containers": { "worker": { "image": "image:web" } } }] """);
        return worker;
    }

    /// <summary>A commit more in the checkout.</summary>
    public void CommitMore() => checkout!.Commit("more");

    /// <summary>Lets git track a file of the checkout.</summary>
    public void Track(string file) => checkout!.Run("add", "--force", file);

    /// <summary>Runs a command; its error is the last line, as the host prints it.</summary>
    /// <returns>The exit code.</returns>
    public int Run(Func<IDeployments, IOutput, Task> task)
    {
        var output = Substitute.For<IOutput>();
        output.WhenForAnyArgs(one => one.Lines([])).Do(call => Lines.AddRange(call.Arg<IEnumerable<string>>().Select(Plain)));
        try
        {
            Wait(task(Deployments(output), output));
            return 0;
        }
        catch (StevedoreException fault)
        {
            Lines.AddRange(Plain($"Error: {fault.Message}").Split('\n'));
            return 1;
        }
    }

    /// <summary>All that was printed, warnings among it, and the exit code.</summary>
    public string Transcript(int code) => string.Join('\n', [.. Lines, $"exit {code}", ""]);

    public int Deploy(DeployRequest? request = null) =>
        Run(
            async (deployments, output) =>
            {
                var asked = request ?? new(new());
                var result = await deployments.Deploy(asked);
                output.Lines(DeploymentTable.Render(result));
                DeploymentFault.ThrowIfAny(result, asked.UntilPaused);
            }
        );

    public int RollBack(RollbackRequest? request = null) =>
        Run(
            async (deployments, output) =>
            {
                var result = await deployments.RollBack(request ?? new(new()));
                output.Lines(DeploymentTable.Render(result));
                DeploymentFault.ThrowIfAny(result);
            }
        );

    public int Continue(ServiceChoice? services = null) =>
        Run(
            async (deployments, output) =>
            {
                var result = await deployments.Continue(services ?? new());
                output.Lines(DeploymentTable.Render(result));
                DeploymentFault.ThrowIfAny(result);
            }
        );

    /// <summary>The calls of an operation that were recorded.</summary>
    public RecordedRequest[] Calls(string operation) => [.. Ecs.Requests.Where(request => request.Operation == operation)];

    /// <summary>Undoes what a run undoes that is cut short.</summary>
    public void CutShort() => cleanUp.Run();

    public void Dispose()
    {
        cleanUp.Dispose();
        clients.Dispose();
        Registry.Dispose();
        folder.Dispose();
        checkout?.Dispose();
    }

    private Deployments Deployments(IOutput output)
    {
        var cake = Substitute.For<ICakeContext>();
        cake.Environment.WorkingDirectory.Returns(new Cake.Core.IO.DirectoryPath(Root));
        cake.Environment.GetEnvironmentVariables().Returns(Variables!);
        cake.Environment.GetEnvironmentVariable(Arg.Any<string>()).Returns(call => Variables.GetValueOrDefault(call.Arg<string>()));
        if (checkout is not null)
        {
            cake.ProcessRunner.Returns(new IsolatedProcesses(folder.Path));
        }

        cake.Log.WhenForAnyArgs(log => log.Write(default, default, "", []))
            .Do(call =>
            {
                if (call.Arg<LogLevel>() == LogLevel.Warning)
                {
                    Warnings.Add(Plain((string)call.Arg<object[]>()[0]));
                    Lines.Add($"Warning: {Warnings[^1]}");
                }
            });
        ImmutableArray<RegistryKind> kinds = [new EcrKind(), new EcrPublicKind(), new PlainKind()];
        var times = new StepTimes(Clock, () => TimeSpan.Zero);
        var run = new StevedoreRun(
            cake,
            new WorkspaceReader(kinds, new SettingsCode(null)),
            new ArgumentCheck(new KnownTasks(new ServiceCollection())),
            cleanUp,
            times
        );
        IRegistry[] registries = [new PlainRegistry(Substitute.For<ICredentials>())];
        var docker = new DockerConfigCredentials(new UserDockerConfig(), Substitute.For<ICredentialHelper>(), new Redactor());
        var known = new KnownRegistries(registries, clients, docker, times, cleanUp);
        return new(run, new StubClients(this), known, kinds, Clock, cleanUp, output);
    }

    // Whoever waits is not kept waiting; what is given up only after so long may just be slow here.
    private void Wait(Task task)
    {
        while (!task.IsCompleted)
        {
            var patience = Clock.Next >= TimeSpan.FromSeconds(29) ? 2000 : 1;
            if (!((IAsyncResult)task).AsyncWaitHandle.WaitOne(patience) && Clock.Next is { } time)
            {
                Clock.Advance(time);
            }
        }

        task.GetAwaiter().GetResult();
    }

    /// <summary>A text with what changes from run to run replaced.</summary>
    public string Plain(string text) =>
        shipped
            .Aggregate(text, (plain, image) => plain.Replace(image.Key, image.Value, StringComparison.Ordinal))
            .Replace(Registry.Host, "REGISTRY", StringComparison.Ordinal)
            .Replace(Digest, "sha256:NEW", StringComparison.Ordinal)
            .Replace(EarlierDigest, "sha256:OLD", StringComparison.Ordinal)
            .Replace(Root, "FOLDER", StringComparison.Ordinal)
            .Replace(checkout?.Head ?? "no checkout", "HEAD", StringComparison.Ordinal)
            .Replace(checkout?.Head[..8] ?? "no checkout", "HEAD", StringComparison.Ordinal);

    private sealed class StubClients(DeployCase of) : IAwsClients
    {
        public string? DefaultRegion() => EcsStub.Region;

        public bool SignsWithOwnTime() => false;

        public Amazon.ECR.IAmazonECR Ecr(string region, string? role) => throw new NotSupportedException();

        public Amazon.ECRPublic.IAmazonECRPublic EcrPublic(string? role) => throw new NotSupportedException();

        public Amazon.SecretsManager.IAmazonSecretsManager SecretsManager(string region, string? role) => of.Secrets;

        public Amazon.SimpleSystemsManagement.IAmazonSimpleSystemsManagement ParameterStore(string region, string? role) =>
            throw new NotSupportedException();

        public Amazon.SecurityToken.IAmazonSecurityTokenService SecurityToken(string region, string? role) =>
            Create<Amazon.SecurityToken.AmazonSecurityTokenServiceConfig, Amazon.SecurityToken.AmazonSecurityTokenServiceClient>(
                region,
                role,
                (credentials, configuration) => new(credentials, configuration)
            );

        public TClient Create<TConfiguration, TClient>(string region, string? role, Func<AWSCredentials, TConfiguration, TClient> create)
            where TConfiguration : ClientConfig, new()
        {
            lock (of.Roles)
            {
                of.Roles.Add(role);
            }

            return create(
                new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
                new()
                {
                    RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region),
                    HttpClientFactory = new StubHttp(of.Ecs),
                    MaxErrorRetry = 1,
                }
            );
        }
    }

    private sealed class StubHttp(EcsStub stub) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new EcsStubHandler(stub));

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
