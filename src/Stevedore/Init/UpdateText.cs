namespace Stevedore.Init;

/// <summary>What a person is told of an update.</summary>
internal static class UpdateText
{
    /// <param name="running">The version that runs, whose plan is the one before.</param>
    /// <param name="isOther">Whether it runs in the place of the repository's build.</param>
    public static IEnumerable<string> Moved(Pin before, Pin after, string running, bool isOther)
    {
        yield return $"{after.Path}: Stevedore {before.Version} -> {after.Version}";
        if (before.IsPackage ? isOther : before.Version != running)
        {
            yield return $"Stevedore {running} runs this{(before.IsPackage ? $" without {BuildProject.Project}" : "")}: the plan is compared with that of its own.";
        }
    }

    public static string Same(Pin pin, string? version) =>
        version is null
            ? $"{pin.Path}: Stevedore {pin.Version} is the newest that the feeds have; nothing is changed."
            : $"{pin.Path}: Stevedore {pin.Version} is pinned already; nothing is changed.";

    /// <summary>Of a version with a star, which takes the newest by itself.</summary>
    public static string Floats(Pin pin, Pin newest) =>
        $"{pin.Path}: Stevedore {pin.Version} takes {newest.Version}, the newest that the feeds have, by itself; nothing is changed.";

    /// <summary>How the plan changes: the lines that only one of them has.</summary>
    public static IEnumerable<string> Difference(ImmutableArray<string> before, ImmutableArray<string> after)
    {
        string[] differing =
        [
            .. Without(before, after).Select(line => $"  - {line}"),
            .. Without(after, before).Select(line => $"  + {line}"),
        ];
        return differing.Length == 0 ? ["The plan stays as it is."] : ["The plan changes:", .. differing];
    }

    public static string NoPlanBefore(string running, ImmutableArray<string> printed) =>
        $"Whether the plan changes is not known: Stevedore {running} makes none here ('{UpdateFaults.Last(printed)}').";

    private static IEnumerable<string> Without(ImmutableArray<string> lines, ImmutableArray<string> others) =>
        lines.Where(line => line.Trim().Length > 0 && !others.Contains(line));
}
