namespace Stevedore.Settings.Layers;

/// <summary>How to start.</summary>
internal static class NoImages
{
    public const string Example = """{ "images": { "web": { "context": "." } } }""";

    private static readonly ImmutableArray<string> Lines = ["{", """  "images": { "web": { "context": "." } }""", "}"];

    public static StevedoreException In(SettingsInputs inputs) =>
        inputs.FileText is null
            ? new(
                "Cannot tell what to ship",
                $"there is no {inputs.FileName}, and neither IMAGE_REPO_NAME nor ECR_REPO_NAME names a repository",
                $"Set IMAGE_REPO_NAME, or write {inputs.FileName}:"
            )
            {
                Details = Lines,
            }
            : new(
                $"Cannot use {inputs.FileName}",
                "it names no image, and neither IMAGE_REPO_NAME nor ECR_REPO_NAME names a repository",
                $"Set IMAGE_REPO_NAME, or add \"images\": {{ \"web\": {{ \"context\": \".\" }} }}."
            );
}
