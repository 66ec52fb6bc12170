using System.Globalization;

namespace Build.Benchmarks;

/// <summary>What a repository waits for that installs Stevedore: from packages to the plan, and from an empty folder to an image.</summary>
public sealed class InstallBenchmark(string repository, int repetitions)
{
    private const string Plan = "stevedore plan";
    private static readonly string Host = Path.Combine(AppContext.BaseDirectory, "Build.dll");
    private static readonly Dictionary<string, string?> Unchanged = [];
    private readonly Lab lab = new(repository);

    /// <summary>A line for each figure, as soon as it is known.</summary>
    public IEnumerable<string> Run()
    {
        using var folder = new TemporaryFolder();
        var feed = PackedFeed.Pack(repository, folder);
        foreach (var size in feed.Sizes())
        {
            yield return size;
        }

        feed.WriteSources(folder.FullPath);
        var tools = folder.Path("tools");
        var install = $"dotnet tool install Stevedore.Tool --version {feed.Version} --tool-path";
        Shell(folder.FullPath, Unchanged, $"NUGET_PACKAGES={folder.Path("packages")} {install} {tools}");
        var sample = Sample(folder, feed);
        var (host, tool) = Warm(sample, tools);
        yield return Line("compiled host to the plan", host, "the tool's measure");
        yield return Line(
            "tool, installed, to the plan",
            tool,
            string.Create(CultureInfo.InvariantCulture, $"ratio {Measurement.Median(tool) / Measurement.Median(host):0.00}, at most 1.3")
        );
        yield return Line(
            "tool, empty NuGet cache, folder feed, CodeBuild: restore, plan",
            Repeated(() =>
            {
                Shell(folder.FullPath, Unchanged, "rm -rf empty");
                return Shell(sample, CodeBuild(sample, folder.Path("empty")), $"dotnet tool restore && dotnet {Plan}");
            }),
            "at most 3"
        );
        var bare = Bare(folder);
        yield return Line(
            "archive: unpack, plan",
            Repeated(() =>
            {
                Shell(folder.FullPath, Unchanged, "rm -rf unpacked && mkdir unpacked");
                return Shell(sample, bare, $"tar -xzf {feed.Archive} -C {folder.Path("unpacked")} && {folder.Path("unpacked")}/{Plan}");
            }),
            "at most 2"
        );
        lab.Start();
        yield return Line("empty folder to an image in ECR, tool", Repeated(() => Begin(folder, install, "")), "at most 15");
        yield return Line(
            "empty folder to an image in ECR, package",
            Repeated(() => Begin(folder, install, "--build-project")),
            "at most 45"
        );
    }

    // A PATH without dotnet.
    private static Dictionary<string, string?> Bare(TemporaryFolder folder)
    {
        var programs = folder.Path("programs");
        Shell(
            folder.FullPath,
            Unchanged,
            $"mkdir -p {programs} && ln -sf \"$(command -v git)\" \"$(command -v tar)\" \"$(command -v gzip)\" {programs}"
        );
        return new() { ["PATH"] = programs, ["DOTNET_ROOT"] = null };
    }

    private static Dictionary<string, string?> CodeBuild(string source, string packages) =>
        new()
        {
            ["NUGET_PACKAGES"] = packages,
            ["CODEBUILD_BUILD_ID"] = "web:0b2c5c0e-6a8e-4a5e-9a36-3f5a6d1c2b7e",
            ["CODEBUILD_SRC_DIR"] = source,
            ["CODEBUILD_BUILD_NUMBER"] = "7",
            ["AWS_REGION"] = "eu-central-1",
            ["CODEBUILD_RESOLVED_SOURCE_VERSION"] = Measurement.Run(source, Unchanged, "git", "rev-parse", "HEAD").Trim(),
        };

    // In turn, and once before. The launcher of this repository is left out: what it looks at is this repository's.
    private (double[] Host, double[] Tool) Warm(string sample, string tools)
    {
        var host = new List<double>();
        var tool = new List<double>();
        for (var repetition = -1; repetition < repetitions; repetition++)
        {
            var one = Measurement.Time(sample, Unchanged, "dotnet", Host, "--target=ShipPlan", $"--working={sample}").Seconds;
            var other = Measurement.Time(sample, Unchanged, Path.Combine(tools, "stevedore"), "plan").Seconds;
            host.AddRange(repetition < 0 ? [] : [one]);
            tool.AddRange(repetition < 0 ? [] : [other]);
        }

        return ([.. host], [.. tool]);
    }

    // Every command of the README's start, each time in a folder with nothing but a Dockerfile, and with an empty NuGet folder.
    private double Begin(TemporaryFolder folder, string install, string arguments)
    {
        var place = folder.Path($"begin-{Guid.NewGuid():N}");
        Write(place, "Dockerfile", "FROM public.ecr.aws/docker/library/busybox:1.37\n");
        var variables = new Dictionary<string, string?>
        {
            ["NUGET_PACKAGES"] = $"{place}-packages",
            ["GIT_AUTHOR_NAME"] = "Sample",
            ["GIT_AUTHOR_EMAIL"] = "sample@example.com",
            ["GIT_COMMITTER_NAME"] = "Sample",
            ["GIT_COMMITTER_EMAIL"] = "sample@example.com",
            ["CI"] = "true",
        };
        var script =
            $"set -e; git init --quiet --initial-branch=main; {install} {place}-tools; "
            + $"{place}-tools/stevedore init --yes {arguments} > {place}-init; eval \"$(tail -n 1 {place}-init)\"";
        var seconds = lab.Time(place, variables, "bash", "-c", script).Seconds;
        var shipped = File.ReadAllText(Path.Combine(place, "artifacts/imagedefinitions.json"));
        return shipped.Contains(".dkr.ecr.", StringComparison.Ordinal)
            ? seconds
            : throw new InvalidOperationException($"What was measured is no image in ECR: {shipped}");
    }

    private static string Sample(TemporaryFolder folder, PackedFeed feed)
    {
        var sample = folder.Path("sample");
        Write(sample, "Dockerfile", "FROM public.ecr.aws/docker/library/busybox:1.37\n");
        // Nothing of this machine's packages.
        Write(sample, "nuget.config", "<configuration><fallbackPackageFolders><clear /></fallbackPackageFolders></configuration>");
        Write(sample, "stevedore.json", """{ "images": { "web": { "context": "." } } }""");
        Write(
            sample,
            ".config/dotnet-tools.json",
            $$"""{ "version": 1, "isRoot": true, "tools": { "stevedore.tool": { "version": "{{feed.Version}}", "commands": ["stevedore"] } } }"""
        );
        const string commit = "git -c user.name=Sample -c user.email=sample@example.com commit --quiet --message=Begin";
        Shell(sample, Unchanged, $"git init --quiet --initial-branch=main && git add --all && {commit}");
        return sample;
    }

    private static void Write(string folder, string name, string text)
    {
        var file = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private double[] Repeated(Func<double> measure) => [.. Enumerable.Range(0, repetitions).Select(_ => measure())];

    private static double Shell(string folder, IReadOnlyDictionary<string, string?> variables, string script) =>
        Measurement.Time(folder, variables, "/bin/sh", "-c", script).Seconds;

    private static string Line(string name, double[] seconds, string measure) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{name, -64} {Measurement.Median(seconds), 6:0.00} s, least {seconds.Min():0.00} s   {measure}"
        );
}
