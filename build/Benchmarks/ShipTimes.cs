using System.Globalization;
using System.Text.RegularExpressions;

namespace Build.Benchmarks;

/// <summary>Where Ship's time went, as Ship itself tells with --verbosity=verbose.</summary>
public sealed class ShipTimes
{
    // The first step stands right after a colour, which ends with an m.
    private static readonly Regex Step = new(
        "(?<=[ m])(?<step>[a-z-]+) (?<seconds>[0-9]+[.][0-9]{3}) s",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );

    private static readonly (string Name, string[] Steps)[] Parts =
    [
        ("start-up", ["start-up", "plan"]),
        ("AWS", ["accounts", "credentials", "repositories"]),
        ("login", ["login", "look"]),
        ("bake", ["builder", "build"]),
        ("outputs", ["tags", "outputs"]),
        ("other", ["other"]),
        ("launcher and exit", [Outside]),
    ];

    private const string Outside = "outside";

    private readonly List<Dictionary<string, double>> runs = [];

    /// <summary>Remembers one run's.</summary>
    /// <param name="output">All that it printed.</param>
    /// <param name="seconds">From the start of the launcher to its end.</param>
    public void Add(string output, double seconds)
    {
        var run = Step.Matches(output.Split('\n').Single(line => line.Contains("Time: ")))
            .ToDictionary(
                step => step.Groups["step"].Value,
                step => double.Parse(step.Groups["seconds"].Value, CultureInfo.InvariantCulture)
            );
        // Steps that overlap are counted once only in what the run says of itself as a whole, which another clone may not.
        if (run.Remove("whole", out var whole))
        {
            run[Outside] = seconds - whole;
        }

        runs.Add(run);
    }

    /// <summary>The medians, such as <c>start-up 0.15, AWS 0.05, login 0.03, bake 0.52, outputs 0.02</c>. Parts may overlap.</summary>
    public override string ToString() =>
        string.Join(
            ", ",
            Parts.Select(part =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{part.Name} {Measurement.Median(runs.Select(run => part.Steps.Sum(step => run.GetValueOrDefault(step)))):0.00}"
                )
            )
        );
}
