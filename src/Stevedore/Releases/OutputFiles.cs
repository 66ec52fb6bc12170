using System.Text;
using System.Text.Json;

namespace Stevedore.Releases;

/// <summary>The files that a run leaves in its output folder, and how they are told from others of the same names.</summary>
internal static class OutputFiles
{
    public const string Bake = "bake.json";
    public const string Metadata = "metadata.json";
    public const string Log = "docker.log";
    public const string Release = "release.json";
    public const string Definitions = "imagedefinitions.json";
    public const string Detail = "imageDetail.json";

    /// <summary>What a deployment leaves beside them; no other run deletes it.</summary>
    public const string Deployment = "deployment.json";

    /// <summary>What CodePipeline's action CodeDeployToECS deploys: a task definition.</summary>
    public const string TaskDefinition = "taskdef.json";

    /// <summary>What it tells CodeDeploy.</summary>
    public const string Specification = "appspec.yaml";

    /// <summary>The remark by which that is known.</summary>
    public const string SpecificationRemark = "# CodeDeploy fills it in with the revision that it registers.";

    /// <summary>Begins the keys of the tags of a task definition by which that is known.</summary>
    public const string TagPrefix = "stevedore:";

    /// <summary>How the log of a run begins.</summary>
    public const string LogHeader = "# Stevedore: docker ";

    /// <summary>What keeps a folder of outputs out of git.</summary>
    public const string Ignore = ".gitignore";

    /// <summary>What deployments start from.</summary>
    public static ImmutableArray<string> OfRelease { get; } = [Definitions, Detail, Release];

    /// <summary>What the action CodeDeployToECS takes; no other run deletes what is not of a release.</summary>
    public static ImmutableArray<string> OfCodeDeploy { get; } = [TaskDefinition, Specification, Detail];

    /// <summary>All that the next run deletes.</summary>
    public static ImmutableArray<string> All { get; } = [.. OfRelease, Bake, Metadata, Log];

    /// <summary>Everything in a file that keeps a folder out of git.</summary>
    public static ReadOnlySpan<byte> IgnoresAll => "*\n"u8;

    /// <summary>Whether Stevedore wrote a file: its content has a form that hardly anything else has under that name.</summary>
    public static bool IsOwn(string name, ReadOnlyMemory<byte> content) =>
        name switch
        {
            Log => content.Span.StartsWith(Encoding.UTF8.GetBytes(LogHeader)),
            Ignore => content.Span.SequenceEqual(IgnoresAll),
            Specification => content.Span.IndexOf(Encoding.UTF8.GetBytes(SpecificationRemark)) >= 0,
            _ => Root(content, root => IsOwn(name, root)),
        };

    private static bool IsOwn(string name, JsonElement root) =>
        name switch
        {
            Release => IsRelease(root),
            Definitions => root.ValueKind == JsonValueKind.Array && root.EnumerateArray().All(IsDefinition),
            Detail => Keys(root) is ["ImageURI"] && Text(root, "ImageURI").Contains("@sha256:", StringComparison.Ordinal),
            Bake => IsBake(root),
            Metadata => IsMetadata(root),
            TaskDefinition => root.ValueKind == JsonValueKind.Object && root.TryGetProperty("tags", out var tags) && Tags(tags).Any(IsTag),
            Deployment => Keys(root) is var keys && ((string[])["formatVersion", "kind", "services"]).All(keys.Contains),
            _ => false,
        };

    private static IEnumerable<JsonElement> Tags(JsonElement tags) => tags.ValueKind == JsonValueKind.Array ? tags.EnumerateArray() : [];

    private static bool IsTag(JsonElement tag) =>
        Keys(tag).Contains("key") && Text(tag, "key").StartsWith(TagPrefix, StringComparison.Ordinal);

    private static bool IsRelease(JsonElement root) =>
        Keys(root) is var keys
        && ((string[])["commit", "dirty", "build", "images"]).All(keys.Contains)
        && Members(root, "images").All(image => Keys(image) is var parts && parts.Contains("digest") && parts.Contains("registries"));

    private static bool IsDefinition(JsonElement entry) =>
        Keys(entry) is ["name", "imageUri"] && Text(entry, "name").Length > 0 && Text(entry, "imageUri").Length > 0;

    private static bool IsBake(JsonElement root) =>
        Keys(root) is ["group", "target"]
        && Keys(root.GetProperty("group")) is ["default"]
        && Members(root, "target").All(target => Members(target, "labels").Any() && Keys(target).Contains("output"));

    // What stands beside the targets, such as warnings, is named in the same way.
    private static bool IsMetadata(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && root.EnumerateObject().Where(target => !IsBuildxs(target.Name)).Select(target => target.Value).ToArray() is var targets
        && Array.TrueForAll(targets, target => target.ValueKind == JsonValueKind.Object && Keys(target).All(key => key.Contains('.')))
        && targets.SelectMany(Keys).Any(IsBuildxs);

    private static bool IsBuildxs(string key) =>
        key.StartsWith("containerimage.", StringComparison.Ordinal) || key.StartsWith("buildx.", StringComparison.Ordinal);

    private static bool Root(ReadOnlyMemory<byte> content, Func<JsonElement, bool> isSo)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return isSo(document.RootElement);
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string[] Keys(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? [.. element.EnumerateObject().Select(property => property.Name)] : [];

    private static IEnumerable<JsonElement> Members(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var members)
        && members.ValueKind == JsonValueKind.Object
            ? members.EnumerateObject().Select(property => property.Value)
            : [];

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";
}
