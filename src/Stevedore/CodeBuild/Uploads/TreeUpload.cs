using Amazon.CodeBuild.Model;
using Cake.Core.IO;
using Stevedore.CodeBuild.Starting;
using Stevedore.Releases;
using Stevedore.Shipping;
using Stevedore.Source;
using Stevedore.Terminal;
using Path = System.IO.Path;

namespace Stevedore.CodeBuild.Uploads;

/// <summary>The working tree as a build's source.</summary>
internal sealed class TreeUpload(IProcessRunner processes, GitFacts git, IOutput output, CancellationToken cancellation)
{
    /// <summary>What is sent, once whoever asks for it knows under which role it runs.</summary>
    /// <param name="project">Null where it may not be looked up.</param>
    /// <param name="outputs">Is not sent.</param>
    /// <exception cref="StevedoreException">It cannot be sent, or is not meant to be.</exception>
    public UploadPlan Plan(RemoteBuildRequest request, BuildPlace place, Project? project, OutputFolder outputs)
    {
        if (place.Bucket is null)
        {
            throw new StevedoreException(
                "Cannot upload the working tree",
                "no bucket is named",
                "Name a versioned one in the project's region with --bucket, of which objects below stevedore-uploads/ expire."
            );
        }

        var tree = new SourceTreeReader(processes).Read(git.Root, request.Include);
        var below = Path.GetRelativePath(git.Root, outputs.FullPath).Replace('\\', '/');
        var plan = UploadPlan.Of(tree, request.Include, below.StartsWith("..", StringComparison.Ordinal) ? null : below, git.IsDirty);
        if (
            request.Buildspec is { } buildspec
            && !buildspec.Contains('\n', StringComparison.Ordinal)
            && plan.Files.All(file => file.Path != buildspec)
        )
        {
            throw BuildStart.NoBuildspec(buildspec, "it is not among the files that are uploaded", "add it with --include");
        }

        Tell(Invariant($"Uploading {plan.Files.Length} files ({ShipSummary.Size(plan.Size)}) of {git.Root}."));
        output.Lines(plan.Notes);
        if (!place.IsForStrangers && !request.IsConfirmed)
        {
            Confirm(place, project);
        }

        return plan;
    }

    // What is uploaded has been seen by nobody else.
    private void Confirm(BuildPlace place, Project? project)
    {
        var role = project?.ServiceRole is { } arn ? OutsideText.Line(arn) : "its role, which may not be looked up";
        Tell($"It will run in the project {place.Project.Name} under {role}: whatever is in it may do what that role may.");
        if (!LinePrompt.IsPossible)
        {
            throw new StevedoreException(
                $"Cannot upload the working tree to the project '{place.Project.Name}'",
                "nobody is there to say that this role is meant",
                "Pass --yes, or name the project of pull requests, whose role pushes nothing."
            );
        }

        if (LinePrompt.Ask(output, "Go on? yes or no", "no") is not ("yes" or "y"))
        {
            throw new StevedoreException(
                $"Cannot upload the working tree to the project '{place.Project.Name}'",
                "the answer was no",
                "Nothing was sent."
            );
        }
    }

    /// <summary>Sends it.</summary>
    public async Task<StartSource> Send(UploadBucket bucket, string key, UploadPlan plan)
    {
        var read = 0L;
        var sent = await bucket.Send(
            key,
            to => SourceArchive.Write(git.Root, plan.Files, to, count => Interlocked.Add(ref read, count), cancellation),
            () => $"{ShipSummary.Size(Interlocked.Read(ref read))} of {ShipSummary.Size(plan.Size)} read",
            cancellation
        );
        return new(sent.Version!, Facts(plan)) { Override = bucket.Source(sent) };
    }

    // What git would say there.
    private ImmutableArray<KeyValuePair<string, string>> Facts(UploadPlan plan) =>
        [
            new("STEVEDORE_COMMIT", $"{git.Commit}{(plan.IsCommit ? "" : "-dirty")}"),
            .. git.Url is { } url ? [new("STEVEDORE_SOURCE", url)] : Array.Empty<KeyValuePair<string, string>>(),
            .. git.CommitDate is { } date
                ? [new("SOURCE_DATE_EPOCH", Invariant($"{date.ToUnixTimeSeconds()}"))]
                : Array.Empty<KeyValuePair<string, string>>(),
        ];

    private void Tell(string line) => output.Lines([line]);
}
