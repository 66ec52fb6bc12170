using System.Globalization;
using System.Text.Json;

namespace Stevedore.Doctor;

/// <summary>Whether what a repository pins can be restored with the SDK that is pinned for it.</summary>
internal static class SdkCheck
{
    private const string Subject = "sdk";
    private const int Needed = 10;

    private const string Write =
        "Write a global.json beside it: CodeBuild's images have one in / and in /codebuild, which may name an older SDK.";

    private static readonly JsonDocumentOptions AsTheSdk = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>What was found.</summary>
    /// <param name="pinned">The file that pins Stevedore, such as the tool manifest; null where none does.</param>
    /// <param name="globalJson">The nearest global.json of its folder and those above; null for none.</param>
    public static Finding Of(string? pinned, GlobalJson? globalJson)
    {
        if (pinned is null)
        {
            return new(Subject, FindingLevel.Fine, "the repository pins neither the tool nor a build");
        }

        if (globalJson is null || Pinned(globalJson.Text) is not { } version)
        {
            return new(Subject, FindingLevel.Warning, $"nothing says which .NET SDK restores {pinned}") { Fix = Write };
        }

        var says = $"{globalJson.Path} pins the .NET SDK {version}";
        return int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major < Needed
                ? new(Subject, FindingLevel.Fault, Invariant($"{says}, and {pinned} needs {Needed}")) { Fix = Remedy(pinned, globalJson) }
            : globalJson.IsOutside
                ? new(Subject, FindingLevel.Warning, $"{says} for {pinned}, and is no part of the repository") { Fix = Write }
            : new(Subject, FindingLevel.Fine, says);
    }

    private static string Remedy(string pinned, GlobalJson globalJson) =>
        (pinned.StartsWith("build/", StringComparison.Ordinal), globalJson.Path) switch
        {
            (true, "build/global.json") => "Name 10.0.100 or a later one in it.",
            (false, "global.json") => "Move the tool manifest to build/, with a global.json of its own, as the target Init writes them.",
            _ => Write,
        };

    private static string? Pinned(string globalJson)
    {
        try
        {
            using var document = JsonDocument.Parse(globalJson, AsTheSdk);
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("sdk", out var sdk)
                && sdk.ValueKind == JsonValueKind.Object
                && sdk.TryGetProperty("version", out var version)
                ? OutsideText.Line(version.ToString())
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A global.json.</summary>
/// <param name="Path">Relative to the repository, or whole where it is outside.</param>
/// <param name="Text">What it says.</param>
/// <param name="IsOutside">Whether it is in a folder above the repository.</param>
internal sealed record GlobalJson(string Path, string Text, bool IsOutside);
