namespace Stevedore.Doctor;

/// <summary>Fails an examination whose findings have been shown.</summary>
internal static class FindingFault
{
    /// <exception cref="StevedoreException">Something would fail a run.</exception>
    public static void ThrowIfAny(ImmutableArray<Finding> findings)
    {
        string[] faults = [.. findings.Where(finding => finding.Level == FindingLevel.Fault).Select(finding => finding.Subject).Distinct()];
        if (faults.Length > 0)
        {
            throw new StevedoreException(
                "Cannot ship from here",
                $"there are faults: {string.Join(", ", faults)}",
                "What to do about each stands below the table."
            );
        }
    }
}
