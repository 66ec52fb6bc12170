namespace Stevedore.Docker;

/// <summary>The version of buildx, as <c>docker buildx version</c> prints it.</summary>
/// <param name="Text">Such as <c>v0.32.1</c> or <c>v0.20.1-desktop.2</c>.</param>
internal sealed record BuildxVersion(string Text)
{
    private static readonly Version CloudSince = new(0, 37);

    /// <summary>Whether it has the cloud driver: upstream from 0.37, Docker Desktop's builds before that too.</summary>
    public bool HasCloudDriver =>
        Text.Contains("desktop", StringComparison.Ordinal)
        || (Version.TryParse(Text.TrimStart('v').Split('-', '+')[0], out var version) && version >= CloudSince);

    /// <summary>Reads <c>github.com/docker/buildx v0.32.1 9e66234</c>.</summary>
    public static BuildxVersion Parse(IEnumerable<string> lines) =>
        new(lines.Select(line => line.Split(' ')).FirstOrDefault(words => words.Length > 1)?[1] ?? "unknown");
}
