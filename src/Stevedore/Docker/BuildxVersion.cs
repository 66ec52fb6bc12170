namespace Stevedore.Docker;

/// <summary>The version of buildx, as <c>docker buildx version</c> prints it.</summary>
/// <param name="Text">Such as <c>v0.32.1</c> or <c>v0.20.1-desktop.2</c>.</param>
internal sealed record BuildxVersion(string Text)
{
    private static readonly Version CloudSince = new(0, 37);
    private static readonly Version EntitlementsSince = new(0, 17);
    private static readonly Version ListedAsJsonSince = new(0, 13);
    private static readonly ImmutableArray<Version> Broken = [new(0, 19, 2)];

    /// <summary>In numbers; null for a build from source that has none.</summary>
    public Version? Number =>
        Version.TryParse(Text.TrimStart('v').Split('-', '+')[0], out var version) && version > new Version(0, 0, 0) ? version : null;

    /// <summary>Whether it has the cloud driver: upstream from 0.37, Docker Desktop's builds before that too.</summary>
    public bool HasCloudDriver => Text.Contains("desktop", StringComparison.Ordinal) || Number >= CloudSince;

    /// <summary>Whether it grants a bake what its steps ask for.</summary>
    public bool HasEntitlements => Number is not { } version || version >= EntitlementsSince;

    /// <summary>Whether it lists its builders as JSON, without which none is chosen.</summary>
    public bool ListsAsJson => Number is not { } version || version >= ListedAsJsonSince;

    /// <summary>Whether it is known not to read every bake file.</summary>
    /// <remarks><see href="https://github.com/docker/buildx/issues/2858"/></remarks>
    public bool IsBroken => Number is { } version && Broken.Contains(version);

    /// <summary>Reads <c>github.com/docker/buildx v0.32.1 9e66234</c>.</summary>
    public static BuildxVersion Parse(IEnumerable<string> lines) =>
        new(lines.Select(line => line.Split(' ')).FirstOrDefault(words => words.Length > 1)?[1] ?? "unknown");
}
