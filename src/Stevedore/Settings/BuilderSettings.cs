using Stevedore.Settings.Rules;

namespace Stevedore.Settings;

/// <summary>What builds.</summary>
public sealed class BuilderSettings
{
    /// <summary><c>auto</c>, <c>docker</c>, <c>docker-container</c>, <c>remote</c>, <c>kubernetes</c> or <c>cloud</c>. Default: <c>auto</c>.</summary>
    [Setting(Choices = ["auto", "docker", "docker-container", "remote", "kubernetes", "cloud"], Default = "auto")]
    public string? Driver { get; set; }

    /// <summary>The builder's name; for <c>cloud</c> its <c>organization/name</c>. Default: <c>stevedore</c>.</summary>
    [Setting(Default = "stevedore")]
    public string? Name { get; set; }

    /// <summary>The BuildKit image. Default: that of buildx.</summary>
    public string? Image { get; set; }

    /// <summary>Driver options, as <c>docker buildx create --driver-opt</c> takes them.</summary>
    public OrderedDictionary<string, string>? Options { get; set; }

    /// <summary>A buildkitd.toml, relative to the repository: mirrors, authorities, proxy. Default: none.</summary>
    [Setting(Rule = typeof(InsidePathRule))]
    public string? Config { get; set; }

    /// <summary>More machines: <c>endpoint</c> or <c>platforms=endpoint</c>, such as <c>linux/arm64=ssh://builder</c>. The first machine gets all other platforms.</summary>
    public IReadOnlyList<string>? Nodes { get; set; }

    /// <summary>
    /// <c>auto</c> (install in CodeBuild, check elsewhere), <c>install</c>, <c>check</c> or <c>none</c>. BuildKit's own image brings emulators: a builder of it is
    /// given others with <c>install</c> alone, and only the engine's own builder is checked. Default: <c>auto</c>.
    /// </summary>
    [Setting(Choices = ["auto", "install", "check", "none"], Default = "auto")]
    public string? Emulation { get; set; }

    /// <summary>The image that installs emulators. Default: <c>tonistiigi/binfmt</c>.</summary>
    public string? EmulationImage { get; set; }

    /// <summary>What steps may ask for with <c>RUN --network=host</c> and <c>RUN --security=insecure</c>: <c>network.host</c>, <c>security.insecure</c>. Needs buildx 0.17. Default: none.</summary>
    [Setting(Rule = typeof(EntitlementRule))]
    public IReadOnlyList<string>? Entitlements { get; set; }
}
