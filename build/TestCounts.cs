using System.Xml.Linq;

namespace Build;

/// <summary>How many tests ended how.</summary>
public sealed record TestCounts(int Passed, int Failed)
{
    public static TestCounts None { get; } = new(0, 0);

    public static TestCounts operator +(TestCounts one, TestCounts other) => Add(one, other);

    public static TestCounts Add(TestCounts one, TestCounts other) => new(one.Passed + other.Passed, one.Failed + other.Failed);

    /// <summary>Reads the report of xunit. A skipped test counts as failed: every test here can run on every machine that runs them.</summary>
    public static TestCounts Read(string report)
    {
        var assemblies = XDocument.Load(report).Descendants("assembly").ToArray();
        return new(Sum("passed"), Sum("failed") + Sum("errors") + Sum("skipped"));

        int Sum(string name) => assemblies.Sum(assembly => (int?)assembly.Attribute(name) ?? 0);
    }

    public override string ToString() => $"{Passed} passed, {Failed} failed";
}
