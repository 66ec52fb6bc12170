namespace Stevedore.Settings.Layers;

/// <summary>One thing that is wrong with the settings.</summary>
/// <param name="Origin">Where it was written.</param>
/// <param name="Path">Which setting.</param>
/// <param name="Complaint">What is wrong with it.</param>
internal sealed record SettingFault(Origin Origin, string Path, Complaint Complaint)
{
    /// <summary>Place, setting and problem. <paramref name="onlyFile"/>: the reader knows which file a line is in.</summary>
    public string Problem(bool onlyFile)
    {
        var place = onlyFile && Origin.Line is { } line ? Invariant($"line {line}") : Origin.Source.Text;
        return Path.Length == 0 || Origin.NamesPath ? $"{place}: {Complaint.Problem}" : $"{place}: {Path}: {Complaint.Problem}";
    }
}
