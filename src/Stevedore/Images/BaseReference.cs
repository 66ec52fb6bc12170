using System.Text.RegularExpressions;

namespace Stevedore.Images;

/// <summary>A reference as a Dockerfile's FROM writes it, with what docker fills in.</summary>
/// <remarks><see href="https://github.com/distribution/reference/blob/main/normalize.go"/></remarks>
/// <param name="Host"><c>docker.io</c> where none is written.</param>
/// <param name="Repository">With <c>library/</c> where docker adds it.</param>
/// <param name="Tag"><c>latest</c> where none is written.</param>
/// <param name="Digest">Null where none is written.</param>
internal sealed record BaseReference(string Host, RepositoryName Repository, ImageTag Tag, Digest? Digest)
{
    private static readonly Regex HostForm = new(
        @"^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>The host of Docker Hub in references.</summary>
    public const string Hub = "docker.io";

    /// <summary>Whether it is there that it is pulled from.</summary>
    public bool IsOfDockerHub => Host == Hub;

    /// <summary>What a named context that stands for it is called: short for images of Docker Hub, and without <c>:latest</c>.</summary>
    public required string ContextName { get; init; }

    /// <summary>Null when the text is no reference.</summary>
    public static BaseReference? Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var digest = at < 0 ? null : Digest.TryParse(text[(at + 1)..]);
        var name = at < 0 ? text : text[..at];
        var colon = name.LastIndexOf(':');
        var tag = "latest";
        if (colon > name.LastIndexOf('/'))
        {
            (name, tag) = (name[..colon], name[(colon + 1)..]);
        }

        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : name[..slash];
        // No repository has a capital letter in its name.
        var isHost = first.AsSpan().ContainsAny('.', ':') || first == "localhost" || first.Any(char.IsUpper);
        var (host, path) = isHost ? (first == "index.docker.io" ? Hub : first, name[(slash + 1)..]) : (Hub, name);
        path = host == Hub && !path.Contains('/', StringComparison.Ordinal) ? $"library/{path}" : path;
        return
            IsHost(host)
            && RepositoryName.TryParse(path) is { } repository
            && ImageTag.TryParse(tag) is { } parsed
            && (at < 0 || digest is not null)
            ? new(host, repository, parsed, digest) { ContextName = Familiar(host, path) + Suffix(colon > slash, tag, digest) }
            : null;
    }

    // What docker takes for a host, and something can be sent to.
    private static bool IsHost(string host) => HostForm.IsMatch(host) && Uri.TryCreate($"https://{host}/", UriKind.Absolute, out _);

    private static string Familiar(string host, string path) =>
        host != Hub ? $"{host}/{path}"
        : path.StartsWith("library/", StringComparison.Ordinal) && path.LastIndexOf('/') == "library".Length ? path["library/".Length..]
        : path;

    // With a digest, latest is a tag like any other.
    private static string Suffix(bool isTagged, string tag, Digest? digest) =>
        digest is not null ? $"{(isTagged ? $":{tag}" : "")}@{digest}"
        : tag == "latest" ? ""
        : $":{tag}";
}
