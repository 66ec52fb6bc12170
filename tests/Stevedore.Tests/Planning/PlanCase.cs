using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Planning.Dockerfiles;
using Stevedore.Registries;
using Stevedore.Registries.DockerHub;
using Stevedore.Registries.Ecr;
using Stevedore.Registries.EcrPublic;
using Stevedore.Registries.Plain;
using Stevedore.Settings;
using Stevedore.Source;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Planning;

/// <summary>A plan in short: the text of a stevedore.json and what differs from a clean checkout of main.</summary>
internal sealed record PlanCase(string Json)
{
    public const string Digest = "sha256:4f2e342cf60c717674763d5304eafa5a936d38b95a4c83a976ac0347be4fa696";
    public static ImmutableArray<RegistryKind> Kinds { get; } = [new EcrKind(), new EcrPublicKind(), new DockerHubKind(), new PlainKind()];

    /// <summary>A base, an image on it, and one that is only checked; two registries, arguments, secrets and every kind of tag.</summary>
    public static PlanCase Rich { get; } =
        new(
            """
            {
              "platforms": ["linux/amd64", "linux/arm64"],
              "images": {
                "web": {
                  "context": "app/web", "dockerfile": "docker/Dockerfile", "target": "final", "container": "web",
                  "args": { "VERSION": "{sha:8}", "NUMBER": "{build}" }, "contexts": { "base": "image:base", "assets": "app/assets" },
                  "secrets": { "npmrc": "env:NPM_TOKEN" }, "ssh": ["default"]
                },
                "base": { "context": "app/base", "repository": "acme/base" },
                "tool": { "context": "tool", "platforms": ["linux/amd64"], "registries": ["lan"], "tagPrefix": "tool-",
                          "attestations": { "provenance": "none", "sbom": false }, "cache": "none" }
              },
              "registries": {
                "ecr": { "type": "ecr", "account": "123456789012", "region": "eu-central-1" },
                "lan": { "type": "registry", "host": "127.0.0.1:5000" },
                "mirror": { "type": "registry", "host": "mirror.example", "push": false }
              },
              "tags": ["{sha:8}", { "tag": "latest", "on": "branch:main" }, { "tag": "{version}", "on": "tag:v*" }],
              "attestations": { "sbom": true },
              "definitions": { "pin": "digest" }
            }
            """
        )
        {
            Dockerfiles =
            {
                ["web"] = "FROM base AS build\nFROM build AS final\n",
                ["base"] = "ARG TAG=3.22\nFROM alpine:$TAG\n",
                ["tool"] = "FROM scratch\n",
            },
        };

    public SourceFacts Source { get; init; } = SourceCases.Main;

    public Dictionary<string, string> Environment { get; init; } = [];

    public Dictionary<string, string> Dockerfiles { get; init; } = [];

    public Dictionary<string, ImmutableArray<ForeignFolder>> ForeignFolders { get; init; } = [];

    public string[]? Images { get; init; }

    public bool AllowDirty { get; init; }

    public string? Builder { get; init; }

    public Dictionary<string, RegistryFacts> Asked { get; init; } = [];

    public Dictionary<string, Digest>? BaseDigests { get; init; }

    /// <summary>Whether --refresh is given.</summary>
    public bool Refresh { get; init; }

    /// <summary>The images that it builds again.</summary>
    public string[] Refreshed { get; init; } = [];

    /// <summary>The value of --platforms.</summary>
    public string? Platforms { get; init; }

    /// <summary>The section of environments.</summary>
    public string? Section { get; init; }

    public Dictionary<string, string?> Artifacts { get; init; } = [];

    public ResolvedSettings Settings =>
        SettingsResolution.Resolve(new(Json, "stevedore.json", Arguments, Environment, Section, null, new(Kinds), () => "0.3.1"));

    private Dictionary<string, string> Arguments => Platforms is null ? [] : new() { ["platforms"] = Platforms };

    public ShipPlan Plan() =>
        ShipPlanner.Plan(
            new()
            {
                Settings = Settings,
                Source = Source,
                Dockerfiles = Dockerfiles.ToDictionary(file => file.Key, file => Dockerfile.Parse(file.Value)),
                ForeignFolders = ForeignFolders,
                Selection = Images?.ToImmutableArray(),
                AllowDirty = AllowDirty,
                SelectedBuilder = Builder,
                ImageTag = Environment.GetValueOrDefault("IMAGE_TAG"),
                Registries = Asked,
                BaseDigests = BaseDigests,
                Refresh = Refresh,
                Refreshed = [.. Refreshed],
                Artifacts = Artifacts,
            },
            Kinds
        );

    public string Text() => string.Join('\n', PlanText.Render(Plan(), Settings)) + "\n";

    public string Fault() => Assert.Throws<StevedoreException>(Plan).Message;

    /// <summary>The bake file of the plan.</summary>
    public byte[] Bake(
        BuildPurpose purpose,
        bool isComplete = true,
        ImmutableHashSet<ImageName>? images = null,
        BuilderDecision? builder = null,
        string home = ""
    ) =>
        BakeFile.Render(
            new(
                Plan(),
                purpose,
                Platform.Parse("linux/arm64"),
                builder ?? new("stevedore", "a test") { IsComplete = isComplete },
                ImmutableDictionary<string, string>.Empty.Add("web/npmrc", "STEVEDORE_SECRET_0"),
                images
            )
            {
                Home = home,
            }
        );
}
