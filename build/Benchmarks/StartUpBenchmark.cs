using System.Globalization;

namespace Build.Benchmarks;

/// <summary>What a person waits for before anything is built.</summary>
public sealed class StartUpBenchmark(string repository, int repetitions)
{
    private static readonly Dictionary<string, string?> Unchanged = [];

    /// <summary>A line for each figure, as soon as it is known.</summary>
    public IEnumerable<string> Run()
    {
        Measurement.Run(repository, Unchanged, "./build.sh", "--target=ShipPlan");
        yield return Line("./build.sh --target=ShipPlan, compiled", Times("./build.sh", "--target=ShipPlan"), "at most 0.5");
        Measurement.Run(repository, Unchanged, "./build.sh", "--target=Rehearse");
        yield return Line("./build.sh, lab up, nothing changed", Times("./build.sh", "--target=Rehearse"), "at most 3");
        yield return Line("clone to plan, empty NuGet cache", Cold(), "reported");
        yield return Invariant($"{"docker processes of a whole Ship", -48} {DockerProcesses(), 8}   at most 2");
    }

    private double Times(params string[] command) =>
        Measurement.Median(
            Enumerable.Range(0, repetitions).Select(_ => Measurement.Time(repository, Unchanged, command).Seconds).ToArray()
        );

    private double Cold()
    {
        using var folder = new TemporaryFolder();
        var variables = new Dictionary<string, string?> { ["NUGET_PACKAGES"] = folder.Path("packages"), ["CI"] = "true" };
        var clone = Measurement.Time(folder.FullPath, variables, "git", "clone", "--quiet", repository, "clone").Seconds;
        return clone + Measurement.Time(folder.FullPath, variables, folder.Path("clone/build.sh"), "--target=ShipPlan").Seconds;
    }

    // Counted by a docker in front of the real one, with a tag that no registry has. A build from scratch takes a list of builders and a bake.
    private int DockerProcesses()
    {
        using var folder = new TemporaryFolder();
        var log = folder.Path("calls");
        var wrapper = folder.Path("docker");
        File.WriteAllText(wrapper, $"#!/bin/sh\necho \"$@\" >> '{log}'\nPATH=${{PATH#*:}}\nexec docker \"$@\"\n");
        Measurement.Run(folder.FullPath, Unchanged, "chmod", "+x", wrapper);
        Measurement.Run(
            repository,
            Unchanged,
            "bash",
            "tests/lab/lab.sh",
            "exec",
            "sh",
            "-c",
            $"PATH='{folder.FullPath}':$PATH STEVEDORE__TAGS=bench-{Guid.NewGuid():N} exec ./build.sh --target=Ship --allow-dirty --output='{folder.Path("artifacts")}'"
        );
        return File.ReadAllLines(log).Length;
    }

    private static string Line(string name, double seconds, string measure) =>
        string.Create(CultureInfo.InvariantCulture, $"{name, -48} {seconds, 6:0.00} s   {measure}");
}
