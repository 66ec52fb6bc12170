namespace Stevedore.Source;

/// <summary>What to say where the commit of the primary source is not, or not surely, that of the source that is here.</summary>
internal static class PrimaryCommit
{
    private const string Variable = SourceVariables.CommitVariable;

    public static string Assumed(string folder) => $"CODEBUILD_SRC_DIR is not set: {Variable} is taken for the commit of {folder}";

    public static string LeavesIt(string root, SourceFolders folders, string primary) =>
        $"{Variable} says commit {primary}, which is that of {Place(folders)}: HEAD of {root} counts";

    public static StevedoreException IsNotThatOf(SourceFolders folders) =>
        new(
            "Cannot tell which commit is built",
            $"{folders.Folder} is no git checkout, and {Variable} is the commit of {Place(folders)}",
            "Pass its own commit with --commit=<sha> or STEVEDORE_COMMIT, or name the tag with IMAGE_TAG."
        );

    private static string Place(SourceFolders folders) =>
        folders.Primary is { } primary ? $"the primary source in {primary}" : "the primary source";
}
