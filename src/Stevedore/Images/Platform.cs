using System.Text.RegularExpressions;

namespace Stevedore.Images;

/// <summary>An operating system and architecture as docker writes them: <c>linux/arm64</c>, <c>linux/arm/v7</c>.</summary>
public sealed record Platform
{
    private static readonly Regex Valid = new(
        @"^[a-z0-9]+/[a-z0-9_]+(?:/[a-z0-9]+)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    private Platform(string operatingSystem, string architecture, string? variant)
    {
        OperatingSystem = operatingSystem;
        Architecture = architecture;
        Variant = variant;
    }

    /// <summary>The part before the first slash: <c>linux</c>, or <c>windows</c>, which cannot be built here.</summary>
    public string OperatingSystem { get; }

    /// <summary>The architecture as Go names it: <c>amd64</c>, <c>arm64</c>.</summary>
    public string Architecture { get; }

    /// <summary>Null where the architecture has none.</summary>
    public string? Variant { get; }

    /// <summary>The rule in words, for messages.</summary>
    public const string Rule =
        "an operating system, an architecture and perhaps a variant, joined by '/', such as linux/amd64 or linux/arm64";

    /// <summary>The platform of this process, on Linux whatever the machine runs: engines run Linux.</summary>
    public static Platform OfThisMachine() =>
        new(
            "linux",
            System.Runtime.InteropServices.RuntimeInformation.OSArchitecture switch
            {
                System.Runtime.InteropServices.Architecture.X64 => "amd64",
                System.Runtime.InteropServices.Architecture.X86 => "386",
                var other => other.ToString().ToLowerInvariant(),
            },
            null
        );

    /// <summary>The one of all names for the same platform that docker uses itself: <c>linux/arm64</c> for <c>linux/aarch64/v8</c>.</summary>
    /// <remarks><see href="https://github.com/containerd/platforms/blob/main/database.go"/></remarks>
    public Platform Normalized =>
        (Architecture, Variant) switch
        {
            ("amd64" or "x86_64" or "x86-64", null or "v1") => new(OperatingSystem, "amd64", null),
            ("amd64" or "x86_64" or "x86-64", _) => new(OperatingSystem, "amd64", Variant),
            ("arm64" or "aarch64", null or "8" or "v8") => new(OperatingSystem, "arm64", null),
            ("arm64" or "aarch64", _) => new(OperatingSystem, "arm64", Variant),
            ("arm", null or "7") or ("armhf", _) => new(OperatingSystem, "arm", "v7"),
            ("arm", "5" or "6" or "8") => new(OperatingSystem, "arm", $"v{Variant}"),
            ("armel", _) => new(OperatingSystem, "arm", "v6"),
            ("i386", _) => new(OperatingSystem, "386", null),
            _ => this,
        };

    /// <summary>As docker reads a platform in a Dockerfile, where an architecture alone will do. Null when it is none.</summary>
    public static Platform? TryParseShort(string? text) =>
        text is null ? null : TryParse(text) ?? (text.Contains('/', StringComparison.Ordinal) ? null : TryParse($"linux/{text}"));

    /// <summary>Null when <paramref name="text"/> breaks <see cref="Rule"/>.</summary>
    public static Platform? TryParse(string text)
    {
        if (!Valid.IsMatch(text))
        {
            return null;
        }

        var parts = text.Split('/');
        return new(parts[0], parts[1], parts.ElementAtOrDefault(2));
    }

    /// <summary>As docker reads a platform in an index or a configuration, where case does not count. Null when it is none.</summary>
    internal static Platform? TryParseFolded(string text) =>
        TryParse(text.ToLowerInvariant().Replace("/x86-64", "/x86_64", StringComparison.Ordinal)) switch
        {
            { OperatingSystem: "macos" } mac => new("darwin", mac.Architecture, mac.Variant),
            var platform => platform,
        };

    /// <exception cref="StevedoreException">The text breaks <see cref="Rule"/>.</exception>
    public static Platform Parse(string text) => TryParse(text) ?? throw NameFault.Of("platform", text, Rule);

    /// <summary>Whether both name one platform: an architecture's own variant may be left out.</summary>
    /// <remarks>As <see href="https://github.com/containerd/platforms/blob/main/database.go"/> has it.</remarks>
    public bool IsSame(Platform other) => Normalized == other.Normalized;

    /// <inheritdoc/>
    public override string ToString() =>
        Variant is null ? $"{OperatingSystem}/{Architecture}" : $"{OperatingSystem}/{Architecture}/{Variant}";
}
