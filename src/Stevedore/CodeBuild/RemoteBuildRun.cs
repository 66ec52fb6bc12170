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
    private CancellationToken Cancellation { get; } = cleanUp.Cancellation;

    /// <inheritdoc/>
    public Task<RemoteBuildResult> Run(RemoteBuildRequest request) => Run(request, () => { });

    // What is done before is done as late as can be: a request that is refused has changed nothing.
    private async Task<RemoteBuildResult> Run(RemoteBuildRequest request, Action before)
    {
        var place = BuildPlace.Of(request, run.Here.Chosen.Values.Pipelines);
        using CodeBuildApi api = new(aws, Region(place.Project.Region), place.Role);
        var git = BuildCheckout.Of(run.Here.Git, place.Project.Name);
        var project = await Look(api, place.Project.Name);
        var account = place.Project.AccountOf(project?.Arn);
        TreeUpload tree = new(Processes, git, output, Cancellation);
        var upload = request.IsUpload ? tree.Plan(request, place, project, run.Outputs) : null;
        var source = upload is null ? new CommitSource(Processes, Warn).Of(request, place, project, git) : null;
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
            source ??= await tree.Send(bucket!, $"{key}.zip", upload!);
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
            StartedBuilds builds = new(api, aws, clock, cleanUp, output, Warn, left: () => bucket?.Forget());
            var result = request.IsBatch
                ? await builds.Start(BuildStart.Batch(start), request.IsDetached)
                : await builds.Start(start, request.IsDetached);
            return artifacts is null || result.GoesOn
                ? result
                : await new ArtifactFetch(bucket!, folder, run.Outputs, Tell).Run(artifacts, result, Cancellation);
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
        var git = BuildCheckout.Of(run.Here.Git, place.Project.Name);
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
        StartedBuilds builds = new(api, aws, clock, cleanUp, output, Warn, left: () => { });
        var patience = StartedBuilds.Asking(clock, Warn);
        if (id.IsBatch != true && await patience.Ask(token => api.Find(id.Id, token), Cancellation) is { } found)
        {
            return await builds.Watch(found);
        }

        if (id.IsBatch == true && await patience.Ask(token => api.FindBatch(id.Id, token), Cancellation) is { } batch)
        {
            return await builds.Watch(batch);
        }

        throw new StevedoreException(
            $"Cannot follow the build {id.Id}",
            $"there is no such build in {api.Region}",
            "Pass its ARN where it is a batch or in another region, or set AWS_REGION; CodeBuild forgets builds after a year."
        );
    }

    private UploadBucket Bucket(CodeBuildApi api, string name, string? account) =>
        new(new(aws, api.Region, api.Role, name, account, clock, Warn), clock, Tell, Warn);

    private async Task<Project?> Look(CodeBuildApi api, string name)
    {
        try
        {
            return await StartedBuilds.Asking(clock, Warn).Ask(token => api.FindProject(name, token), Cancellation)
                ?? throw api.NoProject(name);
        }
        catch (StevedoreException fault) when (fault.InnerException is { } cause && AwsFaults.IsDenied(cause))
        {
            Warn($"{fault.What}: {fault.Why}. {fault.Fix} It is started as one whose source is this repository.");
            return null;
        }
    }

    private string Region(string? said) =>
        said
        ?? aws.DefaultRegion()
        ?? throw new StevedoreException(
            "Cannot ask CodeBuild",
            "nothing says the region",
            "Set AWS_REGION, or pass the ARN of the project or the build."
        );

    private ProgramPathRunner Processes => new(run.Cake.ProcessRunner, run.Cake.Environment);

    private void Tell(string line) => output.Lines([line]);

    private void Warn(string note) => run.Cake.Log.Warn(note);
}
