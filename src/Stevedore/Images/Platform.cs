using System.Text.RegularExpressions;

namespace Stevedore.Images;

/// <summary>An operating system and architecture as docker writes them: <c>linux/arm64</c>, <c>linux/arm/v7</c>.</summary>
public sealed partial record Platform
{
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

    /// <summary>Null when <paramref name="text"/> breaks <see cref="Rule"/>.</summary>
    public static Platform? TryParse(string text)
    {
        if (!Valid().IsMatch(text))
        {
            return null;
        }

        var parts = text.Split('/');
        return new(parts[0], parts[1], parts.ElementAtOrDefault(2));
    }

    /// <exception cref="StevedoreException">The text breaks <see cref="Rule"/>.</exception>
    public static Platform Parse(string text) => TryParse(text) ?? throw NameFault.Of("platform", text, Rule);

    /// <summary>Whether both name one platform: an architecture's own variant may be left out.</summary>
    /// <remarks>As <see href="https://github.com/containerd/platforms/blob/main/database.go"/> has it.</remarks>
    public bool IsSame(Platform other) =>
        OperatingSystem == other.OperatingSystem && Architecture == other.Architecture && FullVariant == other.FullVariant;

    private string? FullVariant =>
        (Architecture, Variant) switch
        {
            ("arm", null or "7") => "v7",
            ("arm", "5" or "6" or "8") => $"v{Variant}",
            ("arm64", null or "8") => "v8",
            ("amd64", null) => "v1",
            _ => Variant,
        };

    /// <inheritdoc/>
    public override string ToString() =>
        Variant is null ? $"{OperatingSystem}/{Architecture}" : $"{OperatingSystem}/{Architecture}/{Variant}";

    [GeneratedRegex(@"^[a-z0-9]+/[a-z0-9_]+(?:/[a-z0-9]+)?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Valid();
}
