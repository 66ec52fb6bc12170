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

    public Complaint? Check(string text)
    {
        if (All.Contains(text))
        {
            return null;
        }

        if (text == "linux/arm")
        {
            return new($"'{text}' does not say which variant", "use linux/arm/v7, or linux/arm64 for 64 bits");
        }

        if (text.StartsWith("windows/", StringComparison.OrdinalIgnoreCase))
        {
            return new($"'{text}' cannot be built: BuildKit's builders run Linux and build no Windows images", Nearest.Choices(Common));
        }

        var what = Stevedore.Images.Platform.TryParse(text) is null ? "is not a platform" : "is not a platform that BuildKit builds for";
        return new($"'{text}' {what}", Nearest.Of(text, All) is { } near ? $"did you mean {near}?" : Nearest.Choices(Common));
    }
}
