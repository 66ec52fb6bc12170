using System.Diagnostics;
using Stevedore.Releases;
using Stevedore.Tests.Docker;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Registries;
using Stevedore.Tests.Source;

namespace Stevedore.Tests.Shipping;

/// <summary>Runs as processes of their own, in a repository of their own, with a registry in memory and a docker that only says that it has built.</summary>
internal sealed class ShipCase : IDisposable
{
    private readonly TemporaryFolder workspace = new();

    public ShipCase(string settings = "")
    {
        foreach (var folder in (string[])["home", "tmp", "bin"])
        {
            Directory.CreateDirectory(workspace.File(folder));
        }

        File.WriteAllLines(workspace.File("builders"), Captured.Lines("ls-json-docker-26.1.5-containerd-store-buildx-0.13.1.txt"));
        File.WriteAllText(workspace.File("buildx"), "v0.32.1");
        File.WriteAllText(workspace.File("engine"), "28.5.2\n");
        Digest = PublishedCase.Image(Registry, "web", "a commit");
        PublishedCase.Image(Registry, "api", "a commit");
        Registry.Lie = Pushed;
        Docker("");
        Settings(
            settings.Length > 0
                ? settings
                : """{ "platforms": ["linux/amd64"], "images": { "web": { "container": "web" } }, "registries": { "lan": { "type": "registry", "host": "HOST" } } }"""
        );
        Repository.Write("Dockerfile", "FROM scratch\n").Commit();
    }

    public StubRegistry Registry { get; } = new();

    public GitRepository Repository { get; } = GitRepository.Init();

    /// <summary>What docker says that it has pushed.</summary>
    public string Digest { get; }

    /// <summary>The temporary folder of every run.</summary>
    public string Temporary => workspace.File("tmp");

    /// <summary>A file beside the repository.</summary>
    public string Beside(string name) => workspace.File(name);

    /// <summary>The text of a file beside the repository; empty where there is none.</summary>
    public string Read(string name) => File.Exists(Beside(name)) ? File.ReadAllText(Beside(name)) : "";

    /// <summary>Leaves what an earlier run of another commit would have left.</summary>
    public ShipCase HasShipped(string folder = "artifacts")
    {
        using var cleanUp = new CleanUp();
        var outputs = new OutputFolder(Path.Combine(Repository.Folder, folder), cleanUp);
        outputs.Place(("docker.log", stream => stream.Write("# Stevedore: docker buildx bake\n"u8)));
        outputs.WriteRelease(Shipped.Result(PlanCase.Rich));
        return this;
    }

    /// <summary>Writes stevedore.json, in which HOST stands for the registry.</summary>
    public ShipCase Settings(string json)
    {
        Repository.Write("stevedore.json", json.Replace("HOST", Registry.Host, StringComparison.Ordinal));
        return this;
    }

    /// <summary>What docker does when it bakes. <c>$file</c> is the bake file, <c>$work</c> a folder beside the repository.</summary>
    public ShipCase Docker(string bake)
    {
        var program = workspace.File("bin/docker");
        File.WriteAllText(
            program,
            $$$"""
            #!/bin/sh
            work={{{workspace.Path}}}
            case "$*" in
            "buildx ls"*) cat $work/builders; exit ;;
            "buildx version"*) echo "github.com/docker/buildx $(cat $work/buildx) 0" ; exit ;;
            "version"*) cat $work/engine; exit ;;
            "buildx bake"*) ;;
            *) exit ;;
            esac
            while [ $# -gt 0 ]; do
                case $1 in --metadata-file) metadata=$2 ;; --file) file=$2 ;; esac
                shift
            done
            echo '#1 building'
            {{{bake}}}
            target='{"buildx.build.ref":"a/b","containerimage.digest":"{{{Digest}}}","image.name":"a"}'
            echo "{\"web\":$target,\"api\":$target}" >"$metadata"
            touch $work/pushed

            """
        );
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
        }

        return this;
    }

    /// <summary>A docker that says in <c>baking</c> that it has begun and ends when <c>go</c> is there.</summary>
    public ShipCase Waiting(string more = "") => Docker($"{more}\ntouch $work/baking\nwhile [ ! -e $work/go ]; do sleep 0.02; done");

    /// <summary>Variables of every run, in place of the usual ones.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public ChildRun Start(params string[] arguments)
    {
        File.Delete(workspace.File("pushed"));
        return ChildRun.Begin(
            Repository.Folder,
            new(Usual().Concat(Variables).GroupBy(one => one.Key).Select(one => one.Last())),
            "plain",
            arguments
        );
    }

    private Dictionary<string, string> Usual() =>
        new()
        {
            ["PATH"] = $"{workspace.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
            ["HOME"] = workspace.File("home"),
            ["TMPDIR"] = Temporary,
            // The runtime's own pipes for debuggers would lie in the temporary folder.
            ["DOTNET_EnableDiagnostics"] = "0",
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        };

    public async Task<(int ExitCode, string Output, string Errors)> Run(params string[] arguments)
    {
        using var run = Start(arguments);
        return await run.EndWithAll();
    }

    /// <summary>The names of what is in a folder of the repository, in ordinal order.</summary>
    public string[] Names(string folder = "artifacts") =>
        Directory.Exists(Path.Combine(Repository.Folder, folder))
            ?
            [
                .. Directory
                    .GetFileSystemEntries(Path.Combine(Repository.Folder, folder))
                    .Select(Path.GetFileName)
                    .Order(StringComparer.Ordinal)!,
            ]
            : [];

    /// <summary>The text of an output file.</summary>
    public string Output(string name) => File.ReadAllText(Path.Combine(Repository.Folder, name));

    /// <summary>Waits until something is so, at most a minute: many tests may share the machine.</summary>
    public static async Task Until(Func<bool> isSo)
    {
        var started = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromMinutes(1))
            {
                throw new TimeoutException("What was waited for did not come.");
            }

            await Task.Delay(20);
        }
    }

    // This docker pushes nothing: from when it has baked until the next run begins, its image has every commit's tag that is asked for.
    private (int Status, byte[] Body, (string Name, string Value)[] Headers)? Pushed(string method, string path) =>
        path.Split('/') is ["", "v2", var repository, "manifests", var tag]
        && !tag.Contains(':', StringComparison.Ordinal)
        && !tag.StartsWith("latest", StringComparison.Ordinal)
        && File.Exists(workspace.File("pushed"))
        && Registry.Manifests.TryGetValue($"{repository}/{Digest}", out var manifest)
            ? (200, manifest.Content, [("Content-Type", manifest.MediaType), ("Docker-Content-Digest", Digest)])
            : null;

    public void Dispose()
    {
        Registry.Dispose();
        Repository.Dispose();
        workspace.Dispose();
    }
}
