using System.Text.Json.Nodes;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Settings;

/// <summary>A property is all that a key needs, whatever its type: here of a kind of registry that only this test has.</summary>
public sealed class KeysOfEveryShape
{
    [Fact]
    public void AreBound()
    {
        var bound = Bound(Resolve("""{ "type": "shelf", "height": 3, "boxes": [{ "label": "a" }, { "label": "b", "weight": 0.5 }] }"""));
        Assert.Equal((3, 7L), (bound.Height, bound.Depth));
        Assert.Equal([new("a", null, 2), new Box("b", 0.5m, 2)], bound.Boxes!);
    }

    [Fact]
    public void HaveDefaultsInNamedObjects() =>
        Assert.Equal(
            [("top", 4), ("low", 1)],
            Bound(Resolve("""{ "type": "shelf", "rows": { "top": {}, "low": { "places": 1 } } }"""))
                .Rows!.Select(row => (row.Key, row.Value.Places!.Value))
        );

    [Theory]
    [InlineData("\"height\": 1.5", "height: must be a whole number. Correct it.")]
    [InlineData("\"height\": 3000000000", "height: is too large or too small a number. Correct it.")]
    [InlineData("\"depth\": -1e400", "depth: is too large or too small a number. Correct it.")]
    [InlineData("\"height\": 101", "height: 101 is more than a shelf can bear. Build it lower.")]
    [InlineData("\"height\": \"3\"", "height: must be a number, not text. Correct it.")]
    [InlineData("\"boxes\": [{ \"weight\": 1 }]", "boxes[0].label: missing. Add it.")]
    [InlineData("\"boxes\": [{ \"label\": \"a\", \"wieght\": 1 }]", "boxes[0].wieght: unknown key. Did you mean 'weight'?")]
    [InlineData("\"rows\": { \"top\": { \"places\": 0.1 } }", "rows.top.places: must be a whole number. Correct it.")]
    public void AreChecked(string member, string fault) =>
        Assert.Equal($"Cannot use stevedore.json: line 1: registries.s.{fault}", Given($$"""{ "type": "shelf", {{member}} }""").Fault());

    [Theory]
    [InlineData("HEIGHT", "1e2", 100)]
    [InlineData("HEIGHT", " 7 ", 7)]
    public void AreVariables(string key, string text, int height) =>
        Assert.Equal(height, Bound(Of($"STEVEDORE__REGISTRIES__S__{key}", text).Resolve()).Height);

    [Theory]
    [InlineData("HEIGHT", "1,000", "must be a number, not text")]
    [InlineData("BOXES", "a,b", "must be an object, not text")]
    public void AreCheckedInVariables(string key, string text, string fault) =>
        Assert.Contains(fault, Of($"STEVEDORE__REGISTRIES__S__{key}", text).Fault(), StringComparison.Ordinal);

    [Fact]
    public void ComeBackFromCode()
    {
        Shelf shelf = new()
        {
            Height = 2,
            Boxes = [new("a", 1.25m)],
            Rows = new() { ["top"] = new() { Places = 9 } },
        };
        var bound = Bound((Given("""{ "type": "shelf" }""") with { Code = new() { Registries = new() { ["s"] = shelf } } }).Resolve());
        Assert.Equal((2, 9), (bound.Height, bound.Rows!["top"].Places));
        Assert.Equal([new("a", 1.25m, 2)], bound.Boxes!);
    }

    [Fact]
    public void AreInTheSchema()
    {
        var keys = JsonNode.Parse(SettingsSchema.Text(new([new ShelfKind()]), _ => null))!["properties"]!["registries"]![
            "additionalProperties"
        ]!["anyOf"]![0]!["properties"]!;
        Assert.Equal(
            """
            {"type":["integer","null"]}
            {"type":["integer","null"],"default":7}
            {"type":["array","null"],"items":{"type":"object","properties":{"label":{"type":"string"},"weight":{"type":["number","null"]},"size":{"type":["integer","null"],"default":2}},"required":["label"],"additionalProperties":false}}
            """,
            string.Join('\n', ((string[])["height", "depth", "boxes"]).Select(key => keys[key]!.ToJsonString()))
        );
    }

    [Fact]
    public void AreInTheReference() =>
        Assert.Contains(
            """
            | `height` | number |  |
            | `depth` | number |  |
            | `boxes` | list of object |  |
            | `boxes[].label` | text |  |
            | `boxes[].weight` | number |  |
            | `boxes[].size` | number |  |
            | `rows` | object by name |  |
            | `rows.<name>.places` | number |  |

            """,
            SettingsReference.Text(new([new ShelfKind()]), _ => null),
            StringComparison.Ordinal
        );

    private static Given Given(string registry) =>
        new($$"""{ "images": { "web": {} }, "registries": { "s": {{registry}} } }""") { Others = [new ShelfKind()] };

    private static Given Of(string variable, string text) =>
        Given("""{ "type": "shelf" }""") with
        {
            Environment = new() { [variable] = text },
        };

    private static ResolvedSettings Resolve(string registry) => Given(registry).Resolve();

    private static Shelf Bound(ResolvedSettings resolved) => Assert.IsType<Shelf>(resolved.Values.Registries!["s"]);

    private sealed class ShelfKind : RegistryKeys
    {
        public override string Type => "shelf";

        public override Type SettingsType => typeof(Shelf);
    }

    private sealed class Shelf : RegistrySettings
    {
        public override string Type => "shelf";

        [Setting(Rule = typeof(HeightRule))]
        public int? Height { get; set; }

        [Setting(Default = 7)]
        public long? Depth { get; set; }

        public IReadOnlyList<Box>? Boxes { get; set; }

        public OrderedDictionary<string, Row>? Rows { get; set; }
    }

    private sealed record Box(
        [property: Setting(IsRequired = true)] string Label,
        decimal? Weight = null,
        [property: Setting(Default = 2)] int? Size = null
    );

    private sealed class Row
    {
        [Setting(Default = 4)]
        public int? Places { get; set; }
    }

    private sealed class HeightRule : ISettingRule
    {
        public Complaint? Check(string text) =>
            text.Length < 3 || text == "100" || text == "1e2" ? null : new($"{text} is more than a shelf can bear", "build it lower");
    }
}
