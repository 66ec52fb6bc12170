using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stevedore.Init;

/// <summary>Pins the tool for everybody who builds the repository: its manifest, and the SDK that runs it.</summary>
/// <remarks>
/// An SDK that is pinned at the root holds for all that is built there. Where the repository says one, or has projects of .NET, the pin therefore stands in
/// a folder of its own.
/// </remarks>
internal static class ToolPin
{
    /// <summary>The SDK that runs it.</summary>
    public const string GlobalJson = """
        {
          "sdk": { "version": "10.0.100", "rollForward": "latestFeature" }
        }

        """;

    /// <summary>The id of the package, as manifests have it.</summary>
    public const string Package = "stevedore.tool";
    private const string Folder = "build";
    private const string Manifest = ".config/dotnet-tools.json";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The folder that it stands in; empty for that of the repository.</summary>
    public static string FolderOf(RepositoryFacts facts) =>
        (facts.Texts.ContainsKey("global.json") && facts.Texts["global.json"] != GlobalJson) || facts.HasDotNet ? Folder : "";

    /// <summary>Its files.</summary>
    /// <param name="version">The version of the tool.</param>
    public static IEnumerable<InitFile> Files(RepositoryFacts facts, string version)
    {
        var folder = FolderOf(facts);
        var manifest = Below(folder, Manifest);
        yield return facts.Texts.GetValueOrDefault(manifest) is { } text && Tools(text) is { } tools
            ? WithTool(manifest, text, tools, version)
            : new(manifest, Text(version));
        yield return new(Below(folder, "global.json"), GlobalJson);
    }

    /// <summary>Whether a manifest pins another version; null where it pins this one or none.</summary>
    public static string? OtherVersion(string? manifest, string version) =>
        Tools(manifest) is { } tools && Pinned(tools) is { } pinned && pinned != version ? pinned : null;

    /// <summary>The version that a manifest pins; null where it pins none.</summary>
    public static string? Version(string? manifest) => Tools(manifest) is { } tools ? Pinned(tools) : null;

    /// <summary>The commands that fetch it and ship.</summary>
    public static ImmutableArray<string> Commands(RepositoryFacts facts)
    {
        const string restore = "dotnet tool restore";
        const string ship = "dotnet stevedore ship";
        // In brackets, since a buildspec's commands share a shell.
        return FolderOf(facts) is { Length: > 0 } folder ? [$"(cd {folder} && {restore})", $"(cd {folder} && {ship})"] : [restore, ship];
    }

    // What else is pinned stays.
    private static InitFile WithTool(string manifest, string text, JsonObject tools, string version)
    {
        if (Pinned(tools) == version)
        {
            return new(manifest, text);
        }

        var key = Key(tools);
        tools[key ?? Package] = Entry(version);
        return new(manifest, tools.Root.ToJsonString(Layout) + "\n") { IsAddition = key is null };
    }

    // NuGet knows packages in any case.
    private static string? Key(JsonObject tools) =>
        tools.Select(tool => tool.Key).FirstOrDefault(key => key.Equals(Package, StringComparison.OrdinalIgnoreCase));

    private static string? Pinned(JsonObject tools) =>
        Key(tools) is { } key && tools[key] is JsonObject tool ? tool["version"]?.ToString() : null;

    private static JsonObject? Tools(string? text)
    {
        try
        {
            return JsonNode.Parse(text ?? "null", null, Strict) is JsonObject manifest ? manifest["tools"] as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(string version) =>
        new JsonObject
        {
            ["version"] = 1,
            ["isRoot"] = true,
            ["tools"] = new JsonObject { [Package] = Entry(version) },
        }.ToJsonString(Layout) + "\n";

    private static JsonObject Entry(string version) =>
        new()
        {
            ["version"] = version,
            ["commands"] = new JsonArray("stevedore"),
            ["rollForward"] = false,
        };

    private static string Below(string folder, string file) => folder.Length == 0 ? file : $"{folder}/{file}";
}
