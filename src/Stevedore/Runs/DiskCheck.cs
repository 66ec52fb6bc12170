namespace Stevedore.Runs;

/// <summary>Whether there is room for what a run writes.</summary>
internal static class DiskCheck
{
    private const long Least = 16L * 1024 * 1024;
    private const long Enough = 2L * 1024 * 1024 * 1024;

    /// <param name="folder">Where something is written.</param>
    /// <param name="free">The bytes that this user may still write there.</param>
    public static Finding Of(string folder, long free)
    {
        var says = Invariant($"{free / 1024 / 1024} MiB free in {folder}");
        return free < Least ? new("disk", FindingLevel.Fault, says) { Fix = "Free space: `docker buildx prune` takes what builders keep." }
            : free < Enough
                ? new("disk", FindingLevel.Warning, says)
                {
                    Fix = "Free space where builds need more: `docker buildx prune` takes what builders keep.",
                }
            : new("disk", FindingLevel.Fine, says);
    }

    /// <summary>What is free where a folder lies.</summary>
    public static Finding Look(string folder) => Of(folder, new DriveInfo(folder).AvailableFreeSpace);
}
