using Stevedore.Terminal;

namespace Stevedore.Doctor;

/// <summary>What was found, for people.</summary>
internal static class FindingTable
{
    /// <summary>One row a finding, then what to do about each that needs it.</summary>
    public static IEnumerable<string> Render(IReadOnlyCollection<Finding> findings) =>
        [
            "",
            .. TextTable.Render([
                .. findings.Select(finding => (IReadOnlyList<string>)[Word(finding.Level), finding.Subject, finding.Says.Split('\n')[0]]),
            ]),
            .. findings.Where(finding => finding.Fix.Length > 0).SelectMany(Advice),
            "",
        ];

    private static IEnumerable<string> Advice(Finding finding) => ["", $"{finding.Subject}: {finding.Fix}", .. finding.Details];

    private static string Word(FindingLevel level) =>
        level switch
        {
            FindingLevel.Fine => "ok",
            FindingLevel.Note => "note",
            FindingLevel.Warning => "warning",
            _ => "FAULT",
        };
}
