using System.Diagnostics;
using System.Text.Json;
using Stevedore.Terminal;

namespace Stevedore.LabTests.Shipping;

/// <summary>A git repository in a temporary folder, with a home and a temporary folder for the commands that run in it.</summary>
public sealed class SampleRepository : IDisposable
{
    public const string Busybox = "public.ecr.aws/docker/library/busybox:1.37";
    public const string Host = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

    private readonly DirectoryInfo workspace = Directory.CreateTempSubdirectory("stevedore-ship-");

    public SampleRepository()
    {
        Folder = workspace.CreateSubdirectory("repository").FullName;
        Home = workspace.CreateSubdirectory("home").FullName;
        Temporary = workspace.CreateSubdirectory("tmp").FullName;
        Git("init", "--quiet", "--initial-branch=main");
    }

    /// <summary>Where its images go: no two repositories meet in a registry.</summary>
    public string Name { get; } = $"t{Guid.NewGuid():N}"[..9];

    public string Workspace => workspace.FullName;

    public string Folder { get; }

    public string Home { get; }

    public string Temporary { get; }

    public string Commit => Git("rev-parse", "HEAD").Trim();

    public string Tag => Commit[..8];

    /// <summary>The reference of an image in the lab's ECR.</summary>
    public string Web => $"{Host}/{Name}/web";

    /// <summary>A file of the pushed image of this commit: the engine keeps none, so it is pulled, with a login of its own.</summary>
    public async Task<CommandResult> Read(LabFixture lab, string file)
    {
        var config = Path.Combine(Folder, ".git", "docker-config");
        var docker = $"docker --config '{config}'";
        return await lab.Exec(
            "sh",
            "-c",
            $"echo 123456789012-auth-token | {docker} login --username AWS --password-stdin {Host} >&2 && {docker} run --rm {Web}:{Tag} cat {file}"
        );
    }

    /// <summary>One image for one platform, committed.</summary>
    /// <param name="settings">Further keys of stevedore.json, each with a comma behind it.</param>
    /// <param name="steps">Lines of the Dockerfile behind its FROM.</param>
    public static SampleRepository WithOneImage(string settings = "", params string[] steps)
    {
        var repository = new SampleRepository();
        return repository
            .Settings(
                $$"""
                {
                  "platforms": ["linux/amd64"], {{settings}}
                  "images": { "web": { "context": "web", "repository": "{{repository.Name}}/web", "container": "web" } }
                }
                """
            )
            .Dockerfile("web", steps)
            .CommitAll();
    }

    /// <summary>An image on another, for two platforms, committed.</summary>
    public static SampleRepository WithTwoImages()
    {
        var repository = new SampleRepository();
        return repository
            .Settings(
                $$"""
                {
                  "platforms": ["linux/amd64", "linux/arm64"],
                  "images": {
                    "base": { "context": "base", "repository": "{{repository.Name}}/base" },
                    "web": { "context": "web", "repository": "{{repository.Name}}/web", "container": "web", "contexts": { "base": "image:base" } }
                  },
                  "tags": ["{sha:8}", { "tag": "latest", "on": "branch:main" }, "v1"]
                }
                """
            )
            .Dockerfile("base", $"LABEL repository={repository.Name}")
            .Write("web/Dockerfile", "FROM base\nLABEL page=web\n")
            .CommitAll();
    }

    public SampleRepository Settings(string json) => Write("stevedore.json", json);

    public SampleRepository Dockerfile(string image, params string[] steps) =>
        Write($"{image}/Dockerfile", string.Join('\n', [$"FROM {Busybox}", .. steps, ""]));

    public SampleRepository Write(string path, string text)
    {
        var file = new FileInfo(Path.Combine(Folder, path));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, text);
        return this;
    }

    /// <param name="date">When; null for now.</param>
    public SampleRepository CommitAll(string? date = null)
    {
        Git("add", "--all");
        Git(["commit", "--quiet", "--message", "Change"], date);
        return this;
    }

    /// <summary>The text of a file.</summary>
    public string Text(string path) => File.ReadAllText(Path.Combine(Folder, path));

    /// <summary>The text of an output file.</summary>
    public string Output(string name) => File.ReadAllText(Path.Combine(Folder, "artifacts", name));

    /// <summary>The digest of each platform that was shipped, by image and platform.</summary>
    public SortedDictionary<string, string> Platforms()
    {
        using var release = JsonDocument.Parse(Output("release.json"));
        return new(
            release
                .RootElement.GetProperty("images")
                .EnumerateObject()
                .SelectMany(image =>
                    image
                        .Value.GetProperty("platforms")
                        .EnumerateObject()
                        .Select(platform => KeyValuePair.Create($"{image.Name} {platform.Name}", platform.Value.GetString()!))
                )
                .ToDictionary(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }

    /// <summary>The names of the output files, in ordinal order, without what keeps them out of git.</summary>
    public string[] Outputs =>
        Directory.Exists(Path.Combine(Folder, "artifacts"))
            ?
            [
                .. Directory
                    .EnumerateFileSystemEntries(Path.Combine(Folder, "artifacts"))
                    .Select(path => Path.GetFileName(path)!)
                    .Where(name => name != ".gitignore")
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>The private folders of runs that are there now.</summary>
    public string[] PrivateConfigs => Directory.GetDirectories(Temporary, "stevedore-*");

    /// <summary>What docker has printed in the run that is under way; empty before it has printed anything.</summary>
    public string RunningLog
    {
        get
        {
            try
            {
                return PrivateConfigs is [var folder] ? File.ReadAllText(Path.Combine(folder, "docker.log")) : "";
            }
            catch (IOException)
            {
                return "";
            }
        }
    }

    public string Git(params string[] arguments) => Git(arguments, null);

    private string Git(string[] arguments, string? date)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment =
            {
                ["GIT_CONFIG_GLOBAL"] = "/dev/null",
                ["GIT_CONFIG_SYSTEM"] = "/dev/null",
                ["GIT_AUTHOR_NAME"] = "Sample",
                ["GIT_AUTHOR_EMAIL"] = "sample@example.com",
                ["GIT_COMMITTER_NAME"] = "Sample",
                ["GIT_COMMITTER_EMAIL"] = "sample@example.com",
            },
        };
        if (date is not null)
        {
            start.Environment["GIT_COMMITTER_DATE"] = date;
        }

        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output : throw new InvalidOperationException($"git {arguments[0]} ended with {git.ExitCode}.");
    }

    public void Dispose() => workspace.Delete(recursive: true);
}
