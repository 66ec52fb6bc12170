using Amazon.CodeBuild;
using Amazon.CodeBuild.Model;
using Stevedore.Source;

namespace Stevedore.CodeBuild.Starting;

/// <summary>Where a build gets a commit from. Pure.</summary>
/// <param name="Remote">The remote of the checkout that it is cloned from.</param>
/// <param name="TakesReferences">Whether a version may name a reference beside the commit.</param>
/// <param name="Override">What goes in place of the project's own source; null for that.</param>
internal sealed record BuildSource(GitRemote Remote, bool TakesReferences, ProjectSource? Override)
{
    /// <param name="project">Null where it may not be looked up.</param>
    /// <param name="connection">The ARN of a connection; null for none.</param>
    /// <exception cref="StevedoreException">It is no source of this checkout's commits.</exception>
    public static BuildSource Of(string name, Project? project, ImmutableArray<GitRemote> remotes, string? connection)
    {
        var what = $"Cannot build this commit with the project '{name}'";
        if (remotes.IsEmpty)
        {
            throw new StevedoreException(
                what,
                "this checkout has no remote, from which CodeBuild could clone it",
                "Add it with `git remote add origin <url>` and push, or use --upload."
            );
        }

        var source = project?.Source;
        return source?.Type?.Value switch
        {
            null => new(remotes[0], IsNotCodeCommit(remotes[0]), null),
            "CODEPIPELINE" => OfPipeline(what, remotes, connection),
            "S3" => throw new StevedoreException(
                what,
                "its source is an object in S3, which has no commits",
                "Use --upload, or name a project whose source is this repository."
            ),
            "NO_SOURCE" => throw new StevedoreException(
                what,
                "it has no source",
                "Use --upload, or name a project whose source is this repository."
            ),
            _ => OfGit(what, source.Location, source.Type.Value, remotes),
        };
    }

    private static BuildSource OfGit(string what, string? location, string type, ImmutableArray<GitRemote> remotes)
    {
        // A project without a location of its own, such as one of an organization's webhook, is taken at its word.
        var url = RepositoryUrl.Clean(location);
        var remote = url is null ? remotes[0] : remotes.FirstOrDefault(remote => IsSame(remote.Url, url));
        return remote is not null
            ? new(remote, type != "CODECOMMIT", null)
            : throw new StevedoreException(
                what,
                $"its source is {url}, and no remote of this checkout is ({string.Join(", ", remotes.Select(known => $"{known.Name}: {known.Url ?? "a path"}"))})",
                "Name the project of this repository with --project, add the remote, or use --upload."
            );
    }

    private static BuildSource OfPipeline(string what, ImmutableArray<GitRemote> remotes, string? connection)
    {
        var (remote, type) = remotes.Select(known => (known, Type: TypeOf(known.Url))).FirstOrDefault(known => known.Type is not null);
        return type is null
            ? throw new StevedoreException(
                what,
                "its source is a pipeline, and CodeBuild clones from no remote of this checkout"
                    + $" ({string.Join(", ", remotes.Select(known => $"{known.Name}: {known.Url ?? "a path"}"))})",
                "Use --upload, or name a project whose source is this repository."
            )
            : new(
                remote,
                type != SourceType.CODECOMMIT,
                new()
                {
                    Type = type,
                    Location = type == SourceType.CODECOMMIT ? remote.Url : $"{remote.Url}.git",
                    Auth =
                        connection is null || type == SourceType.CODECOMMIT
                            ? null
                            : new() { Type = SourceAuthType.CODECONNECTIONS, Resource = connection },
                }
            );
    }

    private static SourceType? TypeOf(string? url) =>
        url is null || !Uri.TryCreate(url, UriKind.Absolute, out var uri) ? null
        : uri.Host == "github.com" ? SourceType.GITHUB
        : uri.Host == "gitlab.com" ? SourceType.GITLAB
        : uri.Host == "bitbucket.org" ? SourceType.BITBUCKET
        : uri.Host.StartsWith("git-codecommit.", StringComparison.Ordinal) ? SourceType.CODECOMMIT
        : null;

    private static bool IsNotCodeCommit(GitRemote remote) => TypeOf(remote.Url) != SourceType.CODECOMMIT;

    // Hosts of git take names of repositories in any case.
    private static bool IsSame(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
