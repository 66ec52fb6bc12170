using Amazon.CodeBuild.Model;
using Cake.Core.IO;
using Stevedore.Source;

namespace Stevedore.CodeBuild.Starting;

/// <summary>This commit as a build's source, once it is known to be where the project takes it from.</summary>
/// <param name="warn">Prints a warning.</param>
internal sealed class CommitSource(IProcessRunner processes, Action<string> warn)
{
    /// <exception cref="StevedoreException">The project cannot get it.</exception>
    public StartSource Of(RemoteBuildRequest request, BuildPlace place, Project? project, GitFacts git)
    {
        GitRemoteReader remotes = new(processes, git.Root);
        var source = BuildSource.Of(place.Project.Name, project, remotes.Remotes(), place.Connection);
        var pin = CommitPin.Of(git.Commit!, git.Branch, source.Remote, remotes.Read(source.Remote.Name, git.Commit!));
        if (pin.Note is { } note)
        {
            warn(note);
        }

        if (
            request.Buildspec is { } buildspec
            && !buildspec.Contains('\n', StringComparison.Ordinal)
            && !remotes.Has(git.Commit!, buildspec)
        )
        {
            throw BuildStart.NoBuildspec(buildspec, $"commit {git.Commit![..8]} has no such file", "commit and push the file");
        }

        if (git.IsDirty)
        {
            warn(
                Invariant(
                    $"{git.DirtyFiles.Length} {(git.DirtyFiles.Length == 1 ? "file differs" : "files differ")} from the commit ({string.Join(", ", git.DirtyFiles.Take(3))}{(git.DirtyFiles.Length > 3 ? ", …" : "")}), and the build does not have that. --upload builds what is here."
                )
            );
        }

        return new(pin.Version(git.Commit!, source.TakesReferences), [new("STEVEDORE_COMMIT", git.Commit!)]) { Override = source.Override };
    }
}
