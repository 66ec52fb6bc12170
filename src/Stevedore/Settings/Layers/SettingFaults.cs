namespace Stevedore.Settings.Layers;

/// <summary>Collects every fault, so that a person corrects them in one go.</summary>
internal sealed class SettingFaults
{
    // What nobody reads to its end helps nobody.
    private const int MostShown = 20;
    private const int MostLength = 500;
    private readonly List<SettingFault> faults = [];
    private readonly HashSet<(string? Source, int? Line, string Path, Complaint Complaint)> known = [];

    public bool Any => faults.Count > 0;

    public void Add(Origin origin, string path, string problem, string hint) => Add(origin, path, new Complaint(problem, hint));

    public void Add(Origin origin, string path, Complaint complaint)
    {
        // A line is the same in whichever section it is read.
        if (known.Add((origin.Line is null ? origin.Source.Text : null, origin.Line, path, complaint)))
        {
            faults.Add(new(origin, path, complaint));
        }
    }

    public void ThrowIfAny(string fileName)
    {
        if (faults.Count > 0)
        {
            throw faults.Count == 1 ? One(faults[0], fileName) : Many(fileName);
        }
    }

    private static StevedoreException One(SettingFault fault, string fileName) =>
        fault.Origin.NamesPath
            ? fault.Complaint.Fault($"Cannot use {fault.Origin.Source}")
            : new(
                $"Cannot use {(fault.Origin.Line is null ? "the settings" : fileName)}",
                fault.Problem(onlyFile: true),
                fault.Complaint.Sentence
            );

    private StevedoreException Many(string fileName)
    {
        var onlyFile = faults.TrueForAll(fault => fault.Origin.Line is not null);
        var lines = faults
            .OrderBy(fault => fault.Origin.Line ?? int.MaxValue)
            .Take(MostShown)
            .Select(fault => $"  {OutsideText.Cut(fault.Problem(onlyFile), MostLength)}; {fault.Complaint.Hint}");
        var rest = faults.Count - MostShown;
        return new(
            onlyFile ? $"Cannot use {fileName}" : "Cannot use the settings",
            onlyFile ? $"it has {faults.Count} faults" : $"they have {faults.Count} faults",
            "Correct them:"
        )
        {
            Details = rest > 0 ? [.. lines, Invariant($"  and {rest} more")] : [.. lines],
        };
    }
}
