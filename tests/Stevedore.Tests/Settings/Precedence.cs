using FsCheck;
using FsCheck.Fluent;
using Stevedore.Settings;
using Stevedore.Settings.Layers;
using Xunit;

namespace Stevedore.Tests.Settings;

public sealed class Precedence
{
    // Every scalar, each with a value that no default has, and its name among the variables.
    private static readonly (string Path, string Variable, string Json)[] Scalars =
    [
        ("attestations.provenance", "ATTESTATIONS__PROVENANCE", "\"max\""),
        ("attestations.sbom", "ATTESTATIONS__SBOM", "true"),
        ("builder.driver", "BUILDER__DRIVER", "\"remote\""),
        ("builder.name", "BUILDER__NAME", "\"mine\""),
        ("builder.image", "BUILDER__IMAGE", "\"moby/buildkit\""),
        ("builder.config", "BUILDER__CONFIG", "\"buildkitd.toml\""),
        ("builder.emulation", "BUILDER__EMULATION", "\"check\""),
        ("builder.emulationImage", "BUILDER__EMULATION_IMAGE", "\"binfmt\""),
        ("definitions.pin", "DEFINITIONS__PIN", "\"digest\""),
        ("definitions.registry", "DEFINITIONS__REGISTRY", "\"ecr\""),
        ("images.web.context", "IMAGES__WEB__CONTEXT", "\"app\""),
        ("images.web.dockerfile", "IMAGES__WEB__DOCKERFILE", "\"Containerfile\""),
        ("images.web.target", "IMAGES__WEB__TARGET", "\"final\""),
        ("images.web.repository", "IMAGES__WEB__REPOSITORY", "\"shop/web\""),
        ("images.web.tagPrefix", "IMAGES__WEB__TAGPREFIX", "\"web-\""),
        ("images.web.container", "IMAGES__WEB__CONTAINER", "\"app\""),
        ("images.web.cache", "IMAGES__WEB__CACHE", "\"inline\""),
        ("registries.ecr.account", "REGISTRIES__ECR__ACCOUNT", "\"111122223333\""),
        ("registries.ecr.region", "REGISTRIES__ECR__REGION", "\"eu-west-1\""),
        ("registries.ecr.role", "REGISTRIES__ECR__ROLE", "\"arn:aws:iam::111122223333:role/push\""),
        ("registries.ecr.createRepositories", "REGISTRIES__ECR__CREATEREPOSITORIES", "false"),
        ("registries.ecr.immutableTags", "REGISTRIES__ECR__IMMUTABLE_TAGS", "false"),
        ("registries.ecr.push", "REGISTRIES__ECR__PUSH", "true"),
    ];

    private static readonly string[] Layers = ["STEVEDORE__", "section", "file", "C#"];

    [Fact]
    public void HoldsForEveryScalarWhateverLayersAreThere()
    {
        var cases = from scalar in Gen.Elements(Scalars) from layers in Gen.SubListOf(Layers) select (scalar, layers: layers.ToArray());
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(cases.ToArbitrary(), one => SourceOf(one.scalar, one.layers) == Expected(one.scalar, one.layers))
        );
    }

    [Fact]
    public void PutsTheArgumentFirst() =>
        Assert.Equal(
            "[\"linux/arm64\",\"linux/arm/v7\"] from --platforms",
            new Given(
                """{ "images": { "web": {} }, "platforms": ["linux/386"], "environments": { "prod": { "platforms": ["linux/s390x"] } } }"""
            )
            {
                Arguments = { ["platforms"] = "linux/arm64, linux/arm/v7" },
                Environment = { ["STEVEDORE__PLATFORMS"] = "linux/riscv64" },
                Section = "prod",
            }.Value("platforms")
        );

    [Fact]
    public void MergesObjectsKeyByKeyAndReplacesLists() =>
        Assert.Equal(
            """{"A":"file","B":"section","C":"section"} ["tag:*"]""",
            Merged(
                """
                { "images": { "web": { "args": { "A": "file", "B": "file" } } }, "push": ["branch:main", "tag:v*"],
                  "environments": { "prod": { "push": ["tag:*"], "images": { "web": { "args": { "B": "section", "C": "section" } } } } } }
                """
            )
        );

    [Fact]
    public void ReplacesARegistryOfAnotherKindAsAWhole() =>
        Assert.Equal(
            """{"type":"registry","host":"127.0.0.1:5000","push":true}""",
            SettingsText.Of(
                new Given(
                    """
                    { "images": { "web": {} }, "registries": { "main": { "type": "ecr", "account": "111122223333" } },
                      "environments": { "lab": { "registries": { "main": { "type": "registry", "host": "127.0.0.1:5000" } } } } }
                    """
                )
                {
                    Section = "lab",
                }
                    .Resolve()
                    .Values
            )!["registries"]!["main"]!.ToJsonString()
        );

    private static string Merged(string file)
    {
        var values = SettingsText.Of(
            new Given(file) { Section = "prod" }
                .Resolve()
                .Values
        )!;
        return $"{values["images"]!["web"]!["args"]!.ToJsonString()} {values["push"]!.ToJsonString()}";
    }

    private static string SourceOf((string Path, string Variable, string Json) scalar, string[] layers)
    {
        var nested = Nested(scalar.Path, scalar.Json);
        var top = layers.Contains("file") ? nested : "";
        Given given = new(
            $"{{ \"environments\": {{ \"s\": {{\n{(layers.Contains("section") ? nested : "")}\n}} }}\n{(top.Length > 0 ? "," + top : "")} }}"
        )
        {
            Section = "s",
            Code = layers.Contains("C#") ? Code(nested) : null,
            Environment = { ["IMAGE_REPO_NAME"] = "web" },
        };
        if (layers.Contains("STEVEDORE__"))
        {
            given.Environment["STEVEDORE__" + scalar.Variable] = scalar.Json.Trim('"');
        }

        return given.Resolve().Sources.TryGetValue(scalar.Path, out var source) ? source.Text : "none";
    }

    private static string Expected((string Path, string Variable, string Json) scalar, string[] layers) =>
        Array.Find(Layers, layers.Contains) switch
        {
            "STEVEDORE__" => "STEVEDORE__" + scalar.Variable,
            "section" => "stevedore.json:2 (environments.s)",
            "file" => "stevedore.json:4",
            "C#" => "C#",
            _ => SourceOf(scalar, []),
        };

    private static StevedoreSettings Code(string nested) =>
        new SettingsBinding(Given.Kinds).Bind(JsonText.Read($"{{{Typed(nested)}}}", _ => Origin.Code, new())!);

    private static string Typed(string nested) => nested.Replace("\"ecr\":{", "\"ecr\":{\"type\":\"ecr\",");

    private static string Nested(string path, string json)
    {
        var keys = path.Split('.');
        return string.Concat(keys.Select((key, i) => $"\"{key}\":{(i == keys.Length - 1 ? json : "{")}"))
            + new string('}', keys.Length - 1);
    }
}
