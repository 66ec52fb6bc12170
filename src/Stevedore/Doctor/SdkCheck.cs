using System.Globalization;
using System.Text.Json;

namespace Stevedore.Doctor;

/// <summary>Whether the tool that a repository pins can be restored with the SDK that it pins.</summary>
internal static class SdkCheck
{
    private const string Subject = "sdk";
    private const int Needed = 10;
    private static readonly JsonDocumentOptions AsTheSdk = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <param name="globalJson">The text of the global.json beside the tool manifest, or the nearest above it; null for none.</param>
    /// <param name="path">Its path.</param>
    /// <param name="hasManifest">Whether the repository pins the tool there.</param>
    public static Finding Of(string? globalJson, string path, bool hasManifest)
    {
        if (!hasManifest)
        {
            return new(Subject, FindingLevel.Fine, "the repository pins no tool");
        }

        var version = Pinned(globalJson);
        return version is null
                ? new(Subject, FindingLevel.Warning, "nothing says which .NET SDK restores the pinned tool")
                {
                    Fix =
                        "Write a global.json beside the tool manifest: CodeBuild's images have one in a folder above, which may name an older SDK.",
                }
            : int.TryParse(version.Split('.')[0], CultureInfo.InvariantCulture, out var major) && major < Needed
                ? new(Subject, FindingLevel.Fault, Invariant($"{path} pins the .NET SDK {version}, and the tool needs {Needed}"))
                {
                    Fix = "Move the tool manifest to build/, with a global.json of its own, as the target Init writes them.",
                }
            : new(Subject, FindingLevel.Fine, $"{path} pins the .NET SDK {version}");
    }

    private static string? Pinned(string? globalJson)
    {
        try
        {
            using var document = JsonDocument.Parse(globalJson ?? "{}", AsTheSdk);
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("sdk", out var sdk)
                && sdk.ValueKind == JsonValueKind.Object
                && sdk.TryGetProperty("version", out var version)
                ? version.ToString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
