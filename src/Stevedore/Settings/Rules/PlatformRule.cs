using Stevedore.Images;

namespace Stevedore.Settings.Rules;

/// <summary>Platforms that BuildKit on Linux can build for.</summary>
internal sealed class PlatformRule : ISettingRule
{
    private static readonly string[] Common = ["linux/amd64", "linux/arm64", "linux/arm/v7"];

    private static readonly string[] All =
    [
        .. Common,
        "linux/386",
        "linux/arm/v5",
        "linux/arm/v6",
        "linux/ppc64le",
        "linux/s390x",
        "linux/riscv64",
        "linux/loong64",
        "linux/mips64",
        "linux/mips64le",
        "linux/amd64/v2",
        "linux/amd64/v3",
        "linux/amd64/v4",
        "linux/arm64/v8",
        "linux/arm64/v9",
    ];

    public string? Pattern => $"^(?:{string.Join('|', All)})$";

    public Complaint? Check(string text)
    {
        if (All.Contains(text))
        {
            return null;
        }

        var platform = PlatformWords.Meant(text);
        if (platform is { OperatingSystem: "linux", Architecture: "arm", Variant: null })
        {
            return new($"'{text}' does not say which variant", "use linux/arm/v7, or linux/arm64 for 64 bits");
        }

        if (platform is { OperatingSystem: not "linux" and var system })
        {
            var built = PlatformWords.Systems.GetValueOrDefault(system, system);
            return new($"'{text}' cannot be built: BuildKit's builders run Linux and build no {built} images", Nearest.Choices(Common));
        }

        var meant = platform?.Normalized.ToString();
        var what = Platform.TryParse(text) is null ? "is not a platform" : "is not a platform that BuildKit builds for";
        return meant is not null && All.Contains(meant)
            ? new(
                $"'{text}' {(platform!.ToString() == text ? "is another name for a platform" : "is not a platform")}",
                $"did you mean {meant}?"
            )
            : new($"'{text}' {what}", Nearest.Of(text, All) is { } near ? $"did you mean {near}?" : Nearest.Choices(Common));
    }
}
