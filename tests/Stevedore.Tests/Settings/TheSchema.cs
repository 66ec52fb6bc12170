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
            """{ "requires": "0.3", "images": { "web": {} } }""",
            """{ "requires": null, "images": { "web": {} } }""",
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

    /// <summary>Each key of the settings, set to null.</summary>
    public static TheoryData<string> Nulls => [.. Paths(root => null)];

    /// <summary>Each list of the settings, made empty.</summary>
    public static TheoryData<string> EmptyLists => [.. Paths(node => node is JsonArray ? new JsonArray() : node)];

    [Theory]
    [MemberData(nameof(Nulls))]
    [MemberData(nameof(EmptyLists))]
    public void AgreesWithTheReader(string file)
    {
        var fault = Record.Exception(() => new Given(file).Resolve());

        // Another layer may say what a file leaves out, and no schema sees that.
        var isRead = fault is null || LeftOut().IsMatch(fault.Message);
        Assert.True(isRead == Accepts(file), $"{file}\n{fault?.Message}");
    }

    [Theory]
    [InlineData("\"platforms\": [\"linux/amd46\"]")]
    [InlineData("\"images\": { \"Web\": {} }")]
    [InlineData("\"images\": { \"web\": { \"platforms\": [\"amd64\"] } }")]
    [InlineData("\"images\": { \"web\": { \"container\": \"a.b\" } }")]
    [InlineData("\"images\": { \"web\": { \"repository\": \"Web\" } }")]
    [InlineData("\"images\": { \"web\": { \"secrets\": { \"a,b\": \"env:X\" } } }")]
    [InlineData("\"registries\": { \"e c r\": { \"type\": \"ecr\" } }")]
    [InlineData("\"registries\": { \"ecr\": { \"account\": \"1234\" } }")]
    [InlineData("\"registries\": { \"ecr\": { \"region\": \"eu-west\" } }")]
    [InlineData("\"push\": [\"main\"]")]
    [InlineData("\"tags\": [{ \"tag\": \"latest\", \"on\": \"main\" }]")]
    [InlineData("\"platforms\": []")]
    [InlineData("\"tags\": []")]
    [InlineData("\"requires\": \">=0.3\"")]
    public void ShowsWhatARuleRefuses(string member)
    {
        Assert.False(Accepts($"{{ {member} }}"));
        var images = member.StartsWith("\"images", StringComparison.Ordinal) ? "" : ", \"images\": { \"web\": {} }";
        Assert.Throws<StevedoreException>(() => new Given($"{{ {member}{images} }}").Resolve());
    }

    /// <summary>Every rule with a pattern, and texts of many kinds.</summary>
    public static TheoryData<string> Rules =>
        [
            .. typeof(ISettingRule)
                .Assembly.GetTypes()
                .Where(type => type.IsAssignableTo(typeof(ISettingRule)) && type.GetConstructor([]) is not null)
                .Where(type => ((ISettingRule)Activator.CreateInstance(type)!).Pattern is not null)
                .Select(type => type.FullName!),
        ];

    [Theory]
    [MemberData(nameof(Rules))]
    public void HasPatternsThatTakeWhatTheirRulesTake(string type)
    {
        var rule = (ISettingRule)Activator.CreateInstance(typeof(ISettingRule).Assembly.GetType(type)!)!;
        var pattern = new Regex(rule.Pattern!, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));

        Assert.Equal(Texts.Where(text => rule.Check(text) is null), Texts.Where(text => pattern.IsMatch(text)));
    }

    private static readonly string[] Texts =
    [
        "",
        " ",
        "a",
        "A",
        "a b",
        "a-b",
        "a_b",
        "a__b",
        "a--b",
        "a.b",
        "a..b",
        "-a",
        "a-",
        "_a",
        "a/b",
        "a/",
        "/a",
        "a,b",
        "a\"b",
        "a=b",
        "a:b",
        "a@b",
        "web",
        "my.web.app",
        "9",
        "0.3",
        "0.3.1",
        "0.3.1.2",
        "0.3-alpha",
        "1234567890.1",
        "123456789012",
        "12345678901",
        "eu-west-1",
        "us-gov-west-1",
        "eusc-de-east-1",
        "eu-west",
        "eu-west-12",
        "EU-west-1",
        "branch:*",
        "tag:v*",
        "branch:",
        "branch:a b",
        "ref:x",
        "linux/amd64",
        "linux/amd64/v2",
        "linux/amd64/v9",
        "linux/arm",
        "amd64",
        "windows/amd64",
        "arn:aws:iam::111122223333:role/name",
        "arn:aws-cn:iam::111122223333:role/a/b",
        "arn:aws:iam::1:role/name",
        "arn:aws:iam::111122223333:user/name",
        "env:X",
        "env:",
        "file:a b",
        "parameterStore:/a/b",
        "secretsManager:a:b",
        "vault:x",
        new string('a', 128),
        new string('a', 129),
    ];

    public static string Text() => Text(Given.Kinds);

    internal static string Text(KnownKinds kinds) =>
        SettingsSchema.Text(kinds, assembly => File.ReadAllText(Path.ChangeExtension(assembly.Location, "xml")));

    private static bool Accepts(string file) =>
        Schema.Value.Evaluate(JsonSerializer.SerializeToElement(JsonNode.Parse(file, documentOptions: AsTheReader))).IsValid;

    // Each key below EveryKey's file in turn.
    private static IEnumerable<string> Paths(Func<JsonNode?, JsonNode?> change)
    {
        var whole = JsonNode.Parse(EveryKey.All, documentOptions: AsTheReader)!;
        foreach (var path in Keys(whole, []).Select(path => path.ToArray()).ToArray())
        {
            var copy = whole.DeepClone();
            var parent = path[..^1].Aggregate(copy, (node, key) => node[key]!);
            var before = parent[path[^1]];
            if (change(before) is var after && !ReferenceEquals(before, after))
            {
                parent[path[^1]] = after;
                yield return copy.ToJsonString();
            }
        }
    }

    private static IEnumerable<IEnumerable<string>> Keys(JsonNode? node, string[] above) =>
        node is JsonObject keys ? keys.SelectMany(key => Keys(key.Value, [.. above, key.Key]).Prepend([.. above, key.Key])) : [];

    [GeneratedRegex(
        "^Cannot use stevedore[.]json: (it names no image|it has [0-9] faults[.] Correct them:\\n  line 1: pipelines[.][^:]+[.]source[.]|line 1: pipelines[.][^:]+[.](source|source[.][a-z]+|environment|application|deploymentGroup|buildxChecksum|pullRequests([.]forks)?|image): |line 1: [^:]+(: there is no (registry|image)|[.]type: missing|[.]host: missing))",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex LeftOut();

    [GeneratedRegex(@"^```jsonc\n(?<json>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Examples();
}
