using System.Text.Json.Nodes;
using CompatGenerate.Models;
using Xunit;

namespace Stevedore.LabTests.AwsModels;

/// <summary>What build/CompatGenerate/newer adds to the models.</summary>
public sealed class AddingWhatIsNewer(LabFixture lab)
{
    [Fact]
    public void NamesItsSources()
    {
        foreach (var (service, newer) in Additions())
        {
            var sources = newer["sources"]?.AsArray() ?? [];
            Assert.True(sources.Count > 0, $"newer/{service}.json has no sources.");
            Assert.All(sources, source => Assert.True(Uri.TryCreate((string)source!, UriKind.Absolute, out _)));
        }
    }

    [Fact]
    public void AddsNothingThatTheModelsHave()
    {
        foreach (var (service, newer) in Additions())
        {
            var official = Models.ReadOfficial(lab, service).Json;
            newer.AsObject().Remove("sources");
            Assert.Empty(Known(official, newer, service));
        }
    }

    private IEnumerable<(string Service, JsonNode Json)> Additions() =>
        Directory
            .EnumerateFiles(Models.NewerFolder(lab), "*.json")
            .Select(file => (Path.GetFileNameWithoutExtension(file), JsonNode.Parse(File.ReadAllText(file))!));

    // The leaves of what is added that are there already.
    private static IEnumerable<string> Known(JsonNode official, JsonNode newer, string path) =>
        (official, newer) switch
        {
            (JsonObject old, JsonObject added) => added
                .Where(member => old.ContainsKey(member.Key))
                .SelectMany(member => Known(old[member.Key]!, member.Value!, $"{path}.{member.Key}")),
            (JsonArray old, JsonArray added) => added
                .Where(item => old.Any(known => JsonNode.DeepEquals(known, item)))
                .Select(item => $"{path}: {item}"),
            _ => [path],
        };
}
