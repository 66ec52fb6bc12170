namespace Stevedore.Stacks.Plans;

/// <summary>A release of buildx, held against its checksum wherever it is installed.</summary>
/// <param name="Version">Such as <c>v0.37.0</c>, or <c>v0.29.1-desktop.1</c> of Docker Desktop's.</param>
/// <param name="Checksum">The SHA-256 of its file for the platform.</param>
internal sealed record BuildxRelease(string Version, string Checksum)
{
    // The first release with the cloud driver that is not Docker Desktop's alone, as checksums.txt beside it has it.
    private const string WithCloud = "v0.37.0";
    private const string Amd64 = "ae43fa08c796b44efc86d7a63c55f73f7c35f3101188dea7bf93bcd6f99577ba";
    private const string Arm64 = "d263ce31bd2c9e9210aaa2c7537c67802bccabcd342e4c9fe4907085ddb41aa5";

    /// <summary>What is installed for the cloud driver, which the buildx of CodeBuild's images lacks.</summary>
    public static BuildxRelease OfCloud(bool isArm) => new(WithCloud, isArm ? Arm64 : Amd64);

    /// <summary>Where its file for a platform is.</summary>
    public string Address(bool isArm) =>
        $"https://github.com/docker/{(Version.Contains("-desktop.", StringComparison.Ordinal) ? "buildx-desktop" : "buildx")}"
        + $"/releases/download/{Version}/buildx-{Version}.linux-{(isArm ? "arm64" : "amd64")}";
}
