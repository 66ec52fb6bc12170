using FsCheck;
using FsCheck.Fluent;
using Stevedore.Settings.Layers;
using Xunit;

namespace Stevedore.Tests.Settings;

public sealed class AnyInput
{
    private static readonly string[] Words =
    [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "true",
        "1",
        "\"\"",
        "\"images\"",
        "\"web\"",
        "\"registries\"",
        "\"ecr\"",
        "\"type\"",
        "\"tags\"",
        "\"tag\"",
        "\"{sha:8}\"",
        "\"{\"",
        "\"image:web\"",
        "\"contexts\"",
        "\"credentials\"",
        "\"environment\"",
        "\"environments\"",
        "\"platforms\"",
        "\"linux/arm\"",
        "\n",
        "// x\n",
        "\"\\uD800\"",
        "\"a.b\"",
        "\"docker-hub\"",
        "\"repository\"",
    ];

    private static readonly string[] Variables =
    [
        "STEVEDORE__",
        "STEVEDORE____",
        "STEVEDORE__IMAGES",
        "STEVEDORE__IMAGES__WEB",
        "STEVEDORE__IMAGES__WEB__ARGS__X",
        "STEVEDORE__TAGS",
        "STEVEDORE__REGISTRIES__ECR",
        "STEVEDORE__REGISTRIES__ECR__TYPE",
        "STEVEDORE__REGISTRIES__ECR__PUSH",
        "STEVEDORE__REGISTRIES__HUB__CREDENTIALS",
        "IMAGE_REPO_NAME",
        "IMAGE_TAG",
        "REPOSITORY_URI",
        "AWS_REGION",
        "AWS_ACCOUNT_ID",
        "DOCKER_USERNAME",
        "DOCKER_TOKEN",
    ];

    [Fact]
    public void IsAnsweredOrRefusedInWords() =>
        Holds(
            from text in Gen.OneOf(ArbMap.Default.GeneratorFor<string>(), Gen.Elements(Words).ListOf().Select(string.Concat))
            select new Given(text)
        );

    [Fact]
    public void OfTheRightShapeIsAnsweredOrRefusedInWords() => Holds(Value(4).Select(text => new Given(text) { Section = "web" }));

    [Fact]
    public void InVariablesIsAnsweredOrRefusedInWords() =>
        Holds(
            from names in Gen.SubListOf(Variables)
            from values in Gen.OneOf(ArbMap.Default.GeneratorFor<string>(), Value(3)).ArrayOf(names.Count)
            select new Given("""{ "images": { "web": {} }, "registries": { "ecr": {}, "hub": { "type": "docker-hub" } } }""")
            {
                Environment = names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second ?? ""),
            }
        );

    [Fact]
    public void MergesTheSameInWhateverGroups() =>
        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll(
                Tree(3).ArrayOf(3).ToArbitrary(),
                three =>
                    Text(LayerMerge.Merge(LayerMerge.Merge(three[0], three[1]), three[2]))
                    == Text(LayerMerge.Merge(three[0], LayerMerge.Merge(three[1], three[2])))
            )
        );

    // Objects of the same keys throughout: an object that replaces a text has no groups to speak of.
    private static Gen<SettingNode> Tree(int depth) =>
        depth == 0
            ? Gen.Choose(0, 9).Select(value => SettingNode.Number(Origin.Default, value.ToString()))
            : from keys in Gen.SubListOf("a", "b", "c")
            from values in Tree(depth - 1).ArrayOf(keys.Count)
            select SettingNode.Object(Origin.Default, new(keys.Zip(values, KeyValuePair.Create)));

    private static string Text(SettingNode? node) =>
        node!.Value ?? $"{{{string.Concat(node.Keys.OrderBy(pair => pair.Key).Select(pair => pair.Key + Text(pair.Value)))}}}";

    private static Gen<string> Value(int depth) =>
        depth == 0
            ? Gen.Elements(Words.Where(word => word[0] is '"' or 'n' or 't' or '1').ToArray())
            : Gen.OneOf(
                Value(0),
                Value(depth - 1).ListOf(2).Select(items => $"[{string.Join(',', items)}]"),
                from keys in Gen.SubListOf(Words.Where(word => word[0] == '"').ToArray())
                from values in Value(depth - 1).ArrayOf(keys.Count)
                select $"{{{string.Join(",\n", keys.Zip(values, (key, value) => $"{key}:{value}"))}}}"
            );

    private static void Holds(Gen<Given> inputs) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(inputs.ToArbitrary(), given => Record.Exception(given.Resolve) is null or StevedoreException)
        );
}
