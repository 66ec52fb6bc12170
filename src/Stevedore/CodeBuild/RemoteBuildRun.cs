using Amazon.CodeBuild.Model;
using Stevedore.Aws;
using Stevedore.CodeBuild.Artifacts;
using Stevedore.CodeBuild.Following;
using Stevedore.CodeBuild.Starting;
using Stevedore.CodeBuild.Targets;
using Stevedore.CodeBuild.Uploads;
using Stevedore.Releases;
using Stevedore.Runs;
using Stevedore.Shipping;
using Stevedore.Source;
using Stevedore.Terminal;

namespace Stevedore.CodeBuild;

/// <summary>Carries out what a command asks of CodeBuild.</summary>
internal sealed class RemoteBuildRun(
    StevedoreRun run,
    IAwsClients aws,
    TimeProvider clock,
    CleanUp cleanUp,
    IOutput output,
    PrivateFolder folder
) : IRemoteBuilds
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    private CancellationToken Cancellation { get; } = cleanUp.Cancellation;

    /// <inheritdoc/>
    public Task<RemoteBuildResult> Run(RemoteBuildRequest request) => Run(request, () => { });

    // What is done before is done as late as can be: a request that is refused has changed nothing.
    private async Task<RemoteBuildResult> Run(RemoteBuildRequest request, Action before)
    {
        var place = BuildPlace.Of(request, run.Here.Chosen.Values.Pipelines);
        using CodeBuildApi api = new(aws, Region(place.Project.Region), place.Role);
        var git = Checkout(place.Project.Name);
        var project = await Look(api, place.Project.Name);
        var account = place.Project.AccountOf(project?.Arn);
        var upload = request.IsUpload ? Prepare(request, place, project, git) : null;
        var source = upload is null ? Pinned(request, place, project, git) : null;
        var bucket = place.Bucket is { } name ? Bucket(api, name, account) : null;
        var key = $"{UploadBucket.Prefix}{place.Project.Name}/{Guid.NewGuid():N}";
        if (bucket is not null)
        {
            await bucket.Check(Cancellation);
            // What a cancelled run has sent is deleted once its build has stopped.
            var insistence = cleanUp.Insistence;
            cleanUp.Register(() => bucket.LeaveSoon(insistence));
        }

        try
        {
            source ??= await Send(bucket!, $"{key}.zip", upload!, git);
            Tell(
                $"Building {(upload is null ? "" : "the working tree at ")}commit {git.Commit![..8]} with the project {place.Project.Name} in {api.Region}{(project?.ServiceRole is { } role ? $", as {OutsideText.Line(role)}" : "")}."
            );
            var artifacts = bucket is null ? null : $"{key}-artifacts.zip";
            var start = BuildStart.Of(
                request,
                place.Project.Name,
                project,
                source with
                {
                    Artifacts = artifacts is null ? null : BuildArtifactPlace.In(place.Bucket!, artifacts),
                },
                Guid.NewGuid().ToString("N")
            );
            before();
            // A build that goes on takes what was sent.
            Action left = () => bucket?.Forget();
            var result = request.IsBatch
                ? await StartBatch(api, BuildStart.Batch(start), request.IsDetached, left)
                : await Start(api, start, request.IsDetached, left);
            return artifacts is null || result.GoesOn ? result : await Fetch(bucket!, artifacts, result);
        }
        finally
        {
            if (bucket is not null && !Cancellation.IsCancellationRequested)
            {
                await bucket.Leave();
            }
        }
    }

    /// <inheritdoc/>
    public async Task RunTarget(string target, string verb, bool hasArtifacts)
    {
        var asked = BuildRequests.OfTarget(run.Cake.Arguments);
        var place = BuildPlace.Of(asked, run.Here.Chosen.Values.Pipelines);
        asked = hasArtifacts ? asked with { Bucket = place.Bucket ?? place.BucketOfSettings } : asked;
        var git = Checkout(place.Project.Name);
        var arguments = RemoteTarget.Arguments(
            run.Cake.Arguments,
            run.Options.Branch ?? git.Branch,
            run.Options.Tag ?? git.Tags.FirstOrDefault()
        );
        var missing = RemoteTarget.Missing(run.Cake.Environment.GetEnvironmentVariables().Keys, asked.Variables);
        if (!missing.IsEmpty)
        {
            Warn($"Set here and not there: {string.Join(", ", missing)}. --env passes one on.");
        }

        if (hasArtifacts)
        {
            run.Outputs.Check(OutputFolder.Names);
        }

        var commands = RemoteTarget.Commands(target, verb, arguments, name => WrittenFile.Text(Path.Combine(git.Root, name)));
        var result = await Run(
            asked with
            {
                Buildspec = RemoteTarget.Buildspec(commands, hasArtifacts && asked.Bucket is not null),
            },
            () =>
            {
                if (hasArtifacts)
                {
                    // What an earlier run has shipped is not what this one ships.
                    run.Outputs.Delete(OutputFolder.Names);
                }
            }
        );
        output.Lines(RemoteBuildTable.Render(result));
        if (hasArtifacts && result is { IsDone: true, ArtifactsFault: null })
        {
            ShowRelease(result, git);
        }

        output.Json(RemoteBuildJson.Render(result));
        RemoteBuildFault.ThrowIfAny(result);
    }

    private void ShowRelease(RemoteBuildResult result, GitFacts git)
    {
        const string name = "release.json";
        if (result.Artifacts == run.Outputs.FullPath && WrittenFile.Text(run.Outputs.Path(name)) is { } text)
        {
            var release = Release.Read(System.Text.Encoding.UTF8.GetBytes(text), name);
            if (release.Commit != git.Commit)
            {
                Warn(
                    $"{name} is of commit {OutsideText.Line(release.Commit ?? "none", 80)}, and {git.Commit} was built: it does not say what was shipped."
                );
                return;
            }

            output.Lines(["", .. ReleaseTable.Render(release), ""]);
        }
        else
        {
            Warn($"{name} has not come back, which says what was shipped: --bucket names the bucket that artifacts come back from.");
        }
    }

    /// <inheritdoc/>
    public async Task<RemoteBuildResult> Follow(string build)
    {
        var id = BuildId.Parse(build);
        using CodeBuildApi api = new(aws, Region(id.Region), null);
        Patience patience = new(clock, LongestStart, "It is asked again.", Warn);
        if (id.IsBatch != true && await patience.Ask(token => api.Find(id.Id, token), Cancellation) is { } found)
        {
            return await Watch(api, found);
        }

        if (id.IsBatch == true && await patience.Ask(token => api.FindBatch(id.Id, token), Cancellation) is { } batch)
        {
            return await WatchBatch(api, batch);
        }

        throw new StevedoreException(
            $"Cannot follow the build {id.Id}",
            $"there is no such build in {api.Region}",
            "Pass its ARN where it is a batch or in another region, or set AWS_REGION; CodeBuild forgets builds after a year."
        );
    }

    private async Task<RemoteBuildResult> Start(CodeBuildApi api, StartBuildRequest request, bool isDetached, Action left)
    {
        BuildStopping stopping = new(() => new(aws, api.Region, api.Role), isBatch: false, clock, cleanUp, Tell, left);
        Patience patience = new(clock, LongestStart, "It is asked again.", Warn);
        Build? build = null;
        // A start that is cancelled midway may have started something that nobody knows of.
        await stopping.Watch(async () => (build = await patience.Ask(_ => api.Start(request, CancellationToken.None), Cancellation)).Id!);
        Tell($"Started {OutsideText.Line(build!.Id)}.");
        return await Until(stopping, isDetached, left, RemoteBuildResults.Of(build, []), () => Watch(api, build));
    }

    private async Task<RemoteBuildResult> StartBatch(CodeBuildApi api, StartBuildBatchRequest request, bool isDetached, Action left)
    {
        BuildStopping stopping = new(() => new(aws, api.Region, api.Role), isBatch: true, clock, cleanUp, Tell, left);
        Patience patience = new(clock, LongestStart, "It is asked again.", Warn);
        BuildBatch? batch = null;
        await stopping.Watch(async () =>
            (batch = await patience.Ask(_ => api.StartBatch(request, CancellationToken.None), Cancellation)).Id!
        );
        Tell($"Started the batch {OutsideText.Line(batch!.Id)}.");
        return await Until(stopping, isDetached, left, RemoteBuildResults.Of(batch), () => WatchBatch(api, batch));
    }

    // One that is left, and one that has ended, is not to be stopped.
    private async Task<RemoteBuildResult> Until(
        BuildStopping stopping,
        bool isDetached,
        Action left,
        RemoteBuildResult started,
        Func<Task<RemoteBuildResult>> watch
    )
    {
        if (isDetached)
        {
            stopping.Leave();
            left();
            return started;
        }

        try
        {
            return await watch();
        }
        catch (StevedoreException)
        {
            // Nobody knows that it has ended.
            left();
            throw;
        }
        finally
        {
            if (!Cancellation.IsCancellationRequested)
            {
                stopping.Leave();
            }
        }
    }

    private async Task<RemoteBuildResult> WatchBatch(CodeBuildApi api, BuildBatch batch)
    {
        BatchWatch watch = new(api, clock, output.Transcript, Tell, Warn, Cancellation);
        return RemoteBuildResults.Of(await watch.Run(batch));
    }

    private async Task<RemoteBuildResult> Watch(CodeBuildApi api, Build build)
    {
        BuildWatch watch = new(api, clock, output.Transcript, Tell, Warn, Cancellation);
        var (end, lines) = await watch.Run(build);
        return RemoteBuildResults.Of(end, lines);
    }

    private StartSource Pinned(RemoteBuildRequest request, BuildPlace place, Project? project, GitFacts git)
    {
        GitRemoteReader remotes = new(Processes, git.Root);
        var source = BuildSource.Of(place.Project.Name, project, remotes.Remotes(), place.Connection);
        var pin = CommitPin.Of(git.Commit!, git.Branch, source.Remote, remotes.Read(source.Remote.Name, git.Commit!));
        if (pin.Note is { } note)
        {
            Warn(note);
        }

        if (
            request.Buildspec is { } buildspec
            && !buildspec.Contains('\n', StringComparison.Ordinal)
            && !remotes.Has(git.Commit!, buildspec)
        )
        {
            throw NoBuildspec(buildspec, $"commit {git.Commit![..8]} has no such file", "commit and push the file");
        }

        if (git.IsDirty)
        {
            Warn(
                Invariant(
                    $"{git.DirtyFiles.Length} {(git.DirtyFiles.Length == 1 ? "file differs" : "files differ")} from the commit ({string.Join(", ", git.DirtyFiles.Take(3))}{(git.DirtyFiles.Length > 3 ? ", …" : "")}), and the build does not have that. --upload builds what is here."
                )
            );
        }

        return new(pin.Version(git.Commit!, source.TakesReferences), [new("STEVEDORE_COMMIT", git.Commit!)]) { Override = source.Override };
    }

    private UploadPlan Prepare(RemoteBuildRequest request, BuildPlace place, Project? project, GitFacts git)
    {
        if (place.Bucket is null)
        {
            throw new StevedoreException(
                "Cannot upload the working tree",
                "no bucket is named",
                "Name a versioned one in the project's region with --bucket, of which objects below stevedore-uploads/ expire."
            );
        }

        var tree = new SourceTreeReader(Processes).Read(git.Root, request.Include);
        var below = Path.GetRelativePath(git.Root, run.Outputs.FullPath).Replace('\\', '/');
        var plan = UploadPlan.Of(tree, request.Include, below.StartsWith("..", StringComparison.Ordinal) ? null : below, git.IsDirty);
        if (
            request.Buildspec is { } buildspec
            && !buildspec.Contains('\n', StringComparison.Ordinal)
            && plan.Files.All(file => file.Path != buildspec)
        )
        {
            throw NoBuildspec(buildspec, "it is not among the files that are uploaded", "add it with --include");
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

    private async Task<StartSource> Send(UploadBucket bucket, string key, UploadPlan plan, GitFacts git)
    {
        var read = 0L;
        var sent = await bucket.Send(
            key,
            to => SourceArchive.Write(git.Root, plan.Files, to, count => Interlocked.Add(ref read, count), Cancellation),
            () => $"{ShipSummary.Size(Interlocked.Read(ref read))} of {ShipSummary.Size(plan.Size)} read",
            Cancellation
        );
        return new(sent.Version!, Facts(plan, git)) { Override = bucket.Source(sent) };
    }

    // What git would say there.
    private static ImmutableArray<KeyValuePair<string, string>> Facts(UploadPlan plan, GitFacts git) =>
        [
            new("STEVEDORE_COMMIT", $"{git.Commit}{(plan.IsCommit ? "" : "-dirty")}"),
            .. git.Url is { } url ? [new("STEVEDORE_SOURCE", url)] : Array.Empty<KeyValuePair<string, string>>(),
            .. git.CommitDate is { } date
                ? [new("SOURCE_DATE_EPOCH", Invariant($"{date.ToUnixTimeSeconds()}"))]
                : Array.Empty<KeyValuePair<string, string>>(),
        ];

    // How the build has ended is told whatever becomes of its artifacts.
    private async Task<RemoteBuildResult> Fetch(UploadBucket bucket, string key, RemoteBuildResult result)
    {
        try
        {
            var path = folder.File("artifacts.zip");
            await using FileStream archive = new(
                path,
                FileMode.Create,
                FileAccess.ReadWrite,
                FileShare.None,
                64 * 1024,
                FileOptions.DeleteOnClose
            );
            if (!await bucket.Fetch(key, archive, Cancellation))
            {
                return result with { Artifacts = null };
            }

            archive.Position = 0;
            var files = ArtifactArchive.Unpack(archive, run.Outputs, Path.GetFileName(run.Outputs.FullPath));
            Tell(Invariant($"{files.Length} {(files.Length == 1 ? "artifact" : "artifacts")} in {run.Outputs.FullPath}"));
            return result with { Artifacts = run.Outputs.FullPath };
        }
        catch (StevedoreException fault)
        {
            return Kept(fault.What, fault.Why, $"{fault.Fix} ", fault);
        }
        catch (Exception cause) when (FileFaults.Is(cause))
        {
            return Kept("Cannot take the artifacts of the build", FileFaults.Why(cause), "", cause);
        }

        RemoteBuildResult Kept(string what, string why, string fix, Exception cause) =>
            result with
            {
                Artifacts = null,
                ArtifactsFault = new(
                    what,
                    why,
                    $"{fix}They stay until they expire: `aws s3 cp {bucket.Keep(key)} artifacts.zip` fetches them.",
                    cause
                ),
            };
    }

    private UploadBucket Bucket(CodeBuildApi api, string name, string? account) =>
        new(new(aws, api.Region, api.Role, name, account, clock, Warn), clock, Tell, Warn);

    private async Task<Project?> Look(CodeBuildApi api, string name)
    {
        try
        {
            Patience patience = new(clock, LongestStart, "It is asked again.", Warn);
            return await patience.Ask(token => api.FindProject(name, token), Cancellation) ?? throw api.NoProject(name);
        }
        catch (StevedoreException fault) when (fault.InnerException is { } cause && AwsFaults.IsDenied(cause))
        {
            Warn($"{fault.What}: {fault.Why}. {fault.Fix} It is started as one whose source is this repository.");
            return null;
        }
    }

    private GitFacts Checkout(string project) =>
        run.Here.Git switch
        {
            null => throw new StevedoreException(
                $"Cannot build with the project '{project}'",
                "this folder is no git checkout, and so has no commit",
                "Run it in a checkout; --follow shows a build that runs already."
            ),
            { Commit: null, Refusal: { } refusal } => throw new StevedoreException(
                $"Cannot build with the project '{project}'",
                $"git does not say the commit: {refusal.Why}",
                $"{refusal.Remedy}."
            ),
            { Commit: null } => throw new StevedoreException(
                $"Cannot build with the project '{project}'",
                "there is no commit yet",
                "Commit first."
            ),
            var git => git,
        };

    private string Region(string? said) =>
        said
        ?? aws.DefaultRegion()
        ?? throw new StevedoreException(
            "Cannot ask CodeBuild",
            "nothing says the region",
            "Set AWS_REGION, or pass the ARN of the project or the build."
        );

    private static StevedoreException NoBuildspec(string buildspec, string why, string otherwise) =>
        new(
            $"Cannot build with --buildspec={OutsideText.Line(buildspec, 120)}",
            why,
            $"Correct the path, which starts from the repository's root, or {otherwise}."
        );

    private ProgramPathRunner Processes => new(run.Cake.ProcessRunner, run.Cake.Environment);

    private void Tell(string line) => output.Lines([line]);

    private void Warn(string note) => run.Cake.Log.Warn(note);
}
