using System.Globalization;

namespace Build.Benchmarks;

/// <summary>What a person waits for before anything is built.</summary>
/// <param name="against">Another clone, measured in turn with this one; null for none.</param>
public sealed class StartUpBenchmark(string repository, int repetitions, string? against)
{
    private const int LongestAhead = 180;
    private static readonly Dictionary<string, string?> Unchanged = [];

    /// <summary>A line for each figure, as soon as it is known.</summary>
    public IEnumerable<string> Run()
    {
        yield return Warm("./build.sh --target=ShipPlan, compiled", "--target=ShipPlan", "at most 0.5");
        yield return Warm("./build.sh, lab up, nothing changed", "--target=Rehearse", "at most 3");
        yield return Templates();
        foreach (var line in Cold())
        {
            yield return line;
        }

        yield return Invariant($"{"docker processes of a whole Ship", -52} {DockerProcesses(), 8}   at most 2");
    }

    private IEnumerable<string> Clones() => against is null ? [repository] : [repository, against];

    // In turn, and once before, so that everything is compiled.
    private string Warm(string name, string target, string measure)
    {
        WaitForWhatIsCompiledAhead(target);
        var times = Clones().Select(_ => new List<double>()).ToArray();
        for (var repetition = -1; repetition < repetitions; repetition++)
        {
            foreach (var (clone, those) in Clones().Zip(times))
            {
                var (seconds, _) = Measurement.Time(clone, Unchanged, Path.Combine(clone, "build.sh"), target);
                those.AddRange(repetition < 0 ? [] : [seconds]);
            }
        }

        return Line(name, [.. times.Select(Measurement.Median)], measure);
    }

    // The first run starts it, and what is measured beside it is slowed by it.
    private void WaitForWhatIsCompiledAhead(string target)
    {
        foreach (var clone in Clones())
        {
            Measurement.Run(clone, Unchanged, Path.Combine(clone, "build.sh"), target);
            var state = Path.Combine(clone, "build/obj/launcher");
            var isCompiling = new FileInfo(Path.Combine(state, "compiler")).LinkTarget is not null;
            for (var second = 0; isCompiling && second < LongestAhead && !File.Exists(Path.Combine(state, "ahead")); second++)
            {
                Thread.Sleep(TimeSpan.FromSeconds(1));
            }
        }
    }

    // A run that makes the templates of a pipeline and prints its roles, and one that makes the plan alone: what is between them.
    private string Templates()
    {
        Dictionary<string, string?> pipeline = new()
        {
            ["STEVEDORE__PIPELINES__SHOP__SOURCE__TYPE"] = "codecommit",
            ["STEVEDORE__PIPELINES__SHOP__SOURCE__REPOSITORY"] = "shop",
        };
        List<double> plans = [];
        List<double> templates = [];
        for (var repetition = -1; repetition < repetitions; repetition++)
        {
            var plan = Measurement.Time(repository, pipeline, Path.Combine(repository, "build.sh"), "--target=ShipPlan").Seconds;
            var made = Measurement.Time(repository, pipeline, Path.Combine(repository, "build.sh"), "--target=Init", "--roles").Seconds;
            plans.AddRange(repetition < 0 ? [] : [plan]);
            templates.AddRange(repetition < 0 ? [] : [made]);
        }

        return Line(
            "templates and roles of a pipeline, beyond a plan",
            [Measurement.Median(templates) - Measurement.Median(plans)],
            "at most 0.1"
        );
    }

    /// <summary>From a commit to its plan where nothing is compiled. With a NuGet cache: as CodeBuild restores it, of the same packages.</summary>
    public IEnumerable<string> Cold()
    {
        var starts = Clones().Select(_ => (Empty: new List<ColdStart>(), Cached: new List<ColdStart>())).ToArray();
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            foreach (var (clone, those) in Clones().Zip(starts))
            {
                using TemporaryFolder folder = new();
                those.Empty.Add(ColdStart.Measure(clone, folder));
                those.Cached.Add(ColdStart.Measure(clone, folder));
            }
        }

        yield return ColdLine("empty NuGet cache", [.. starts.Select(those => those.Empty)]);
        yield return ColdLine("NuGet cache as CodeBuild restores it", [.. starts.Select(those => those.Cached)]);
    }

    private static string ColdLine(string cache, List<ColdStart>[] starts)
    {
        var middle = starts.Select(those => those.OrderBy(start => start.Whole).ElementAt(those.Count / 2)).ToArray();
        var all = string.Join(", ", starts.Select(those => string.Join(' ', those.Select(start => Invariant($"{start.Whole:0.0}")))));
        return Line($"clone to plan, {cache}", [.. middle.Select(start => start.Whole)], "reported") + $"   {middle[0]}; all: {all}";
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

    private static string Line(string name, double[] seconds, string measure) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{name, -52} {seconds[0], 6:0.00} s   {measure}{(seconds.Length == 1 ? "" : Invariant($"; the other {seconds[1]:0.00} s, ratio {seconds[0] / seconds[1]:0.00}"))}"
        );
}
