using System.Collections.Frozen;
using Stevedore.Images;

namespace Stevedore.Settings.Rules;

/// <summary>What people write for platforms that docker writes otherwise: the names of kernels, distributions and image publishers.</summary>
internal static class PlatformWords
{
    // In docker's words. What containerd knows itself is left to Platform.
    private static readonly FrozenDictionary<string, string> Architectures = new Dictionary<string, string>
    {
        ["x64"] = "amd64",
        ["intel64"] = "amd64",
        ["em64t"] = "amd64",
        ["x86"] = "386",
        ["ia32"] = "386",
        ["i486"] = "386",
        ["i586"] = "386",
        ["i686"] = "386",
        ["arm64v8"] = "arm64",
        ["armv8"] = "arm64",
        ["armv8l"] = "arm64",
        ["armv9"] = "arm64/v9",
        ["armv7"] = "arm/v7",
        ["armv7l"] = "arm/v7",
        ["armv7hf"] = "arm/v7",
        ["arm32v7"] = "arm/v7",
        ["armv6"] = "arm/v6",
        ["armv6l"] = "arm/v6",
        ["armv6hf"] = "arm/v6",
        ["arm32v6"] = "arm/v6",
        ["armv5"] = "arm/v5",
        ["armv5l"] = "arm/v5",
        ["armv5tel"] = "arm/v5",
        ["arm32v5"] = "arm/v5",
        ["arm32"] = "arm",
        ["ppc64el"] = "ppc64le",
        ["powerpc64le"] = "ppc64le",
        ["riscv"] = "riscv64",
        ["rv64"] = "riscv64",
        ["loongarch64"] = "loong64",
        ["mips64el"] = "mips64le",
        ["s390"] = "s390x",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Operating systems as platforms begin with them, and as people call them.</summary>
    public static FrozenDictionary<string, string> Systems { get; } =
        new Dictionary<string, string>
        {
            ["linux"] = "Linux",
            ["windows"] = "Windows",
            ["win"] = "Windows",
            ["win32"] = "Windows",
            ["win64"] = "Windows",
            ["darwin"] = "macOS",
            ["macos"] = "macOS",
            ["osx"] = "macOS",
            ["freebsd"] = "FreeBSD",
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The platform that a text means; null where it means none. One of another system has <c>any</c> architecture where none is said.</summary>
    public static Platform? Meant(string text)
    {
        var parts = text.Trim().ToLowerInvariant().Replace("x86-64", "x86_64", StringComparison.Ordinal).Split('/', '-', ':', ' ');
        // containerd writes a version behind it: windows(10.0.17763)/amd64.
        var first = parts[0].Split('(')[0];
        var (system, rest) = Systems.ContainsKey(first) ? (first, parts[1..]) : ("linux", parts);
        if (system == "linux" && rest.Length == 0)
        {
            return null;
        }

        var architecture = rest is [var named, ..] ? Architectures.GetValueOrDefault(named, named) : "any";
        return Platform.TryParse(string.Join('/', [system, architecture, .. rest.Skip(1)]));
    }
}
