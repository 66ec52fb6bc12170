using Stevedore.Registries.DockerHub;
using Stevedore.Registries.Ecr;
using Stevedore.Registries.EcrPublic;
using Stevedore.Registries.Plain;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Settings;

/// <summary>Inputs in short, and what becomes of them.</summary>
internal sealed record Given(string? File)
{
    public const string OneImage = """{ "images": { "web": {} } }""";

    public Dictionary<string, string> Environment { get; init; } = [];

    public Dictionary<string, string> Arguments { get; init; } = [];

    public string? Section { get; init; }

    public StevedoreSettings? Code { get; init; }

    public static KnownKinds Kinds { get; } = new([new EcrKind(), new EcrPublicKind(), new DockerHubKind(), new PlainKind()]);

    /// <summary>Kinds beside those of this package.</summary>
    public IEnumerable<RegistryKeys> Others { get; init; } = [];

    public string Version { get; init; } = "0.3.1";

    public ResolvedSettings Resolve() =>
        SettingsResolution.Resolve(
            new(File, "stevedore.json", Arguments, Environment, Section, Code, new([.. Kinds.All, .. Others]), () => Version)
        );

    public string Fault() => Assert.Throws<StevedoreException>(Resolve).Message;

    /// <summary>The value at a path, as JSON writes it, and its source.</summary>
    public string Value(string path)
    {
        var resolved = Resolve();
        var node = SettingsText.Of(resolved.Values);
        foreach (var key in path.Split('.'))
        {
            node = node?[key];
        }

        return $"{node?.ToJsonString() ?? "null"} from {resolved.SourceOf(path)}";
    }
}
