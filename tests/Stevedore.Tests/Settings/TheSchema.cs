using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Settings;

public sealed partial class TheSchema
{
    private static readonly JsonDocumentOptions AsTheReader = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };
    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.FromText(Text()));

    /// <summary>Files that the reader takes.</summary>
    public static TheoryData<string> Sound =>
        [
            Given.OneImage,
            EveryKey.All,
            File.ReadAllText(Path.Combine(GoldenFile.Repository, "stevedore.json")),
            .. Examples()
                .Matches(File.ReadAllText(Path.Combine(GoldenFile.Repository, "README.md")))
                .Select(example => example.Groups["json"].Value),
            """{ "images": { "web": { "target": null, "cache": null, "attestations": null } }, "platforms": null, "builder": { "driver": null } }""",
            """{ "images": { "web": {} }, "tags": [{ "tag": "x", "on": null }], "environments": { "prod": { "registries": { "ecr": { "push": false } } } } }""",
        ];

    [Fact]
    public void IsThis() => GoldenFile.Equal("../../../../stevedore.schema.json", Text());

    [Theory]
    [MemberData(nameof(Sound))]
    public void TakesWhatTheReaderTakes(string file)
    {
        _ = new Given(file).Resolve();
        Assert.True(Accepts(file));
    }

    [Theory]
    [MemberData(nameof(FaultsOfTheFile.Members), MemberType = typeof(FaultsOfTheFile))]
    public void RefusesWhatTheReaderRefuses(string member) => Assert.False(Accepts($"{{ {member} }}"));

    public static string Text() => Text(Given.Kinds);

    internal static string Text(KnownKinds kinds) =>
        SettingsSchema.Text(kinds, assembly => File.ReadAllText(Path.ChangeExtension(assembly.Location, "xml")));

    private static bool Accepts(string file) =>
        Schema.Value.Evaluate(JsonSerializer.SerializeToElement(JsonNode.Parse(file, documentOptions: AsTheReader))).IsValid;

    [GeneratedRegex(@"^```jsonc\n(?<json>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Examples();
}
