namespace Stevedore.Settings.Layers;

/// <summary>How to start.</summary>
internal static class NoImages
{
    public const string Example = """{ "images": { "web": { "context": "." } } }""";

    private static readonly string Unsaid =
        $"none of {string.Join(", ", WellKnownLayer.RepositoryVariables[..^1])} and {WellKnownLayer.RepositoryVariables[^1]} names a repository";

    private static readonly ImmutableArray<string> Lines = ["{", """  "images": { "web": { "context": "." } }""", "}"];

    public static StevedoreException In(SettingsInputs inputs) =>
        inputs.FileText is null
            ? new(
                "Cannot tell what to ship",
                $"there is no {inputs.FileName}, and {Unsaid}",
                $"Set IMAGE_REPO_NAME, or write {inputs.FileName}:"
            )
            {
                Details = Lines,
            }
            : new(
                $"Cannot use {inputs.FileName}",
                $"it names no image, and {Unsaid}",
                $"Set IMAGE_REPO_NAME, or add \"images\": {{ \"web\": {{ \"context\": \".\" }} }}."
            );
}
