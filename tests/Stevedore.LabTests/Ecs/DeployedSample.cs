using System.Text.RegularExpressions;
using Stevedore.LabTests.Shipping;
using Stevedore.Tests.Ecs;
using Xunit;

namespace Stevedore.LabTests.Ecs;

/// <summary>A repository whose image is shipped to the lab, and a service of the stub of ECS that runs it.</summary>
internal sealed partial class DeployedSample : IDisposable
{
    private readonly LabFixture lab;
    private readonly EcsStubServer server;
    private readonly List<string> transcript = [];
    private readonly List<(string Value, string Name)> names = [];

    public DeployedSample(LabFixture lab)
    {
        this.lab = lab;
        Repository = SampleRepository.WithOneImage(""" "deploy": { "cluster": "shop", "services": ["web"] },""", "LABEL version=1");
        Stub = new(TimeProvider.System) { Pace = 0.04 };
        Stub.Cluster("shop").Service("web", StubDefinitions.Body("web", ("web", $"{Repository.Web}:none")), desired: 2);
        Stub.Pipeline("shop").Stage("Build", "Build").Stage("Deploy", "Deploy");
        server = new(Stub);
        Name(Repository.Name, "NAME");
        Name(Repository.Folder, "FOLDER");
    }

    public SampleRepository Repository { get; }

    public EcsStub Stub { get; }

    /// <summary>What was printed, command by command, with what differs from run to run named.</summary>
    public string Transcript => Times().Replace(names.Aggregate(string.Join('\n', [.. transcript, ""]), Replaced), "TIME");

    /// <summary>From here on a value is called something in the transcript.</summary>
    public void Name(string value, string name) => names.Add((value, name));

    /// <summary>Ships what is committed, and names it.</summary>
    public async Task Ship(string name)
    {
        (await new BuildHost(lab, Repository).Run("--target=Ship")).Succeeds();
        Name(Repository.Commit, name);
        Name(Repository.Tag, name);
        var digest = Digests().Match(Repository.Output("imageDetail.json")).Value;
        Name(digest, $"{name}-DIGEST");
    }

    /// <summary>Runs a command about services.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="variables">Further variables.</param>
    public async Task<HostResult> Run(SampleRepository folder, string[] arguments, params (string Name, string Value)[] variables)
    {
        var host = new BuildHost(lab, folder);
        foreach (var service in (string[])["ECS", "CLOUDWATCH_LOGS", "CODEPIPELINE", "ELASTIC_LOAD_BALANCING_V2", "STS"])
        {
            host = host.With($"AWS_ENDPOINT_URL_{service}", server.Url);
        }

        host = variables.Aggregate(host, (with, variable) => with.With(variable.Name, variable.Value));
        var result = await host.Run([.. arguments, "--verbosity=quiet"]);
        transcript.Add($"$ {string.Join(' ', arguments)}");
        transcript.AddRange(Printed(result.StandardOutput));
        transcript.AddRange(result.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        transcript.Add($"exit {result.ExitCode}");
        return result;
    }

    /// <summary>Runs a command of the AWS CLI against the stub.</summary>
    public async Task Aws(params string[] words)
    {
        var result = (await lab.Exec(["env", $"AWS_ENDPOINT_URL={server.Url}", .. words])).Succeeds();
        transcript.AddRange([
            $"$ {string.Join(' ', words)}",
            .. result.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            "exit 0",
        ]);
    }

    public void Dispose()
    {
        server.Dispose();
        Repository.Dispose();
    }

    // Without the report that Cake prints behind each command, and without what a wait prints as it goes: that depends on how often it looks.
    private static IEnumerable<string> Printed(string output) =>
        output
            .Split('\n')
            .Select(line => line.TrimEnd())
            .TakeWhile(line => !line.TrimStart().StartsWith("Task  ", StringComparison.Ordinal))
            .Where(line => line.Length > 0 && !Going().IsMatch(line));

    private static string Replaced(string text, (string Value, string Name) named) =>
        text.Replace(named.Value, named.Name, StringComparison.Ordinal);

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", RegexOptions.None, 1000)]
    private static partial Regex Times();

    [GeneratedRegex(@"^web: (\d+ desired|\(service)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Going();

    [GeneratedRegex("sha256:[0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex Digests();
}
