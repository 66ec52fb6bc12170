using System.Globalization;

namespace Build.Benchmarks;

/// <summary>What CodeBuild does with a commit before anything of it is built, in seconds.</summary>
/// <param name="Restore">Until every package is there.</param>
/// <param name="Compile">The rest of what the launcher does before the run.</param>
/// <param name="Run">Of the compiled build.</param>
public sealed record ColdStart(double Checkout, double Restore, double Compile, double Run)
{
    public double Whole => Checkout + Restore + Compile + Run;

    /// <summary>Clones, compiles and plans.</summary>
    /// <param name="folder">Keeps the packages for the next.</param>
    public static ColdStart Measure(string source, TemporaryFolder folder)
    {
        var variables = new Dictionary<string, string?> { ["NUGET_PACKAGES"] = folder.Path("packages"), ["CI"] = "true" };
        Measurement.Run(folder.FullPath, variables, "rm", "-rf", "clone");
        var clone = Measurement.Time(folder.FullPath, variables, "git", "clone", "--quiet", source, "clone").Seconds;
        var begun = DateTime.UtcNow;
        var whole = Measurement.Time(folder.FullPath, variables, folder.Path("clone/build.sh"), "--target=ShipPlan").Seconds;
        var restore = Since(begun, Directory.EnumerateFiles(folder.Path("clone"), "project.assets.json", SearchOption.AllDirectories));
        // The launcher's own file is the later one, where it writes such.
        var compiled = Since(
            begun,
            Directory
                .EnumerateFiles(folder.Path("clone/build"), "*", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(file) is "Build.dll" or "stamp")
        );
        return new(clone, restore, compiled - restore, whole - compiled);
    }

    /// <summary>Such as <c>clone 0.31, restore 4.10, compile 15.20, run 1.02</c>.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"clone {Checkout:0.00}, restore {Restore:0.00}, compile {Compile:0.00}, run {Run:0.00}"
        );

    // The dates of what each part writes last tell when it ended.
    private static double Since(DateTime begun, IEnumerable<string> files) => (files.Max(File.GetLastWriteTimeUtc) - begun).TotalSeconds;
}
