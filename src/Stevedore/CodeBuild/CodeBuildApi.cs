using Amazon.CodeBuild;
using Amazon.CodeBuild.Model;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;

namespace Stevedore.CodeBuild;

/// <summary>What CodeBuild of one region is asked, with the credentials of one role. Every fault says what was being done, and what would allow it.</summary>
internal sealed class CodeBuildApi(IAwsClients aws, string region, string? role) : IDisposable
{
    private readonly IAmazonCodeBuild builds = aws.Create<AmazonCodeBuildConfig, IAmazonCodeBuild>(
        region,
        role,
        (credentials, to) => new AmazonCodeBuildClient(credentials, to)
    );

    private readonly LogStreams logs = new(aws, role, CodeBuildPermissions.ReadLog);

    public string Region => region;

    public string? Role => role;

    /// <summary>Null when there is no project of that name.</summary>
    public async Task<Project?> FindProject(string name, CancellationToken cancellation) =>
        (
            await Ask(
                $"Cannot look up the project '{name}'",
                CodeBuildPermissions.LookUpProjects.On(new(region, null, name)),
                () => builds.BatchGetProjectsAsync(new() { Names = [name] }, cancellation)
            )
        ).Projects?.Find(project => project.Name == name);

    /// <summary>Starts a build, once however often the request is repeated within five minutes.</summary>
    /// <exception cref="StevedoreException">There is no such project, or CodeBuild refuses.</exception>
    public async Task<Build> Start(StartBuildRequest request, CancellationToken cancellation)
    {
        var what = $"Cannot start a build of the project '{request.ProjectName}'";
        try
        {
            var answer = await builds.StartBuildAsync(request, cancellation);
            return answer.Build is { Id.Length: > 0 } build
                ? build
                : throw new StevedoreException(
                    what,
                    "AWS's answer names no build",
                    "Look with `aws codebuild list-builds-for-project` whether one runs; check AWS_ENDPOINT_URL."
                );
        }
        catch (ResourceNotFoundException cause)
        {
            throw NoProject(request.ProjectName!, cause);
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw StartFault.Of(cause, what, CodeBuildPermissions.Start.On(new(region, null, request.ProjectName)));
        }
    }

    /// <summary>Null when there is no build of that id.</summary>
    public async Task<Build?> Find(string id, CancellationToken cancellation) =>
        (
            await Ask(
                $"Cannot look up the build {id}",
                CodeBuildPermissions.Follow.On(Place(id)),
                () => builds.BatchGetBuildsAsync(new() { Ids = [id] }, cancellation)
            )
        ).Builds?.Find(build => build.Id == id);

    /// <summary>Asks CodeBuild to stop a build.</summary>
    public Task Stop(string id, CancellationToken cancellation) =>
        Ask(
            $"Cannot stop the build {id}",
            CodeBuildPermissions.Stop.On(Place(id)),
            () => builds.StopBuildAsync(new() { Id = id }, cancellation)
        );

    /// <summary>Starts a batch of builds, once however often the request is repeated within five minutes.</summary>
    /// <exception cref="StevedoreException">There is no such project, or CodeBuild refuses.</exception>
    public async Task<BuildBatch> StartBatch(StartBuildBatchRequest request, CancellationToken cancellation)
    {
        var what = $"Cannot start a batch of the project '{request.ProjectName}'";
        try
        {
            var answer = await builds.StartBuildBatchAsync(request, cancellation);
            return answer.BuildBatch is { Id.Length: > 0 } batch
                ? batch
                : throw new StevedoreException(
                    what,
                    "AWS's answer names no batch",
                    "Look with `aws codebuild list-build-batches-for-project` whether one runs; check AWS_ENDPOINT_URL."
                );
        }
        catch (ResourceNotFoundException cause)
        {
            throw NoProject(request.ProjectName!, cause);
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw StartFault.Of(cause, what, CodeBuildPermissions.Batch.On(new(region, null, request.ProjectName)));
        }
    }

    /// <summary>Null when there is no batch of that id.</summary>
    public async Task<BuildBatch?> FindBatch(string id, CancellationToken cancellation) =>
        (
            await Ask(
                $"Cannot look up the batch {id}",
                CodeBuildPermissions.Batch.On(Place(id)).For("codebuild:BatchGetBuildBatches"),
                () => builds.BatchGetBuildBatchesAsync(new() { Ids = [id] }, cancellation)
            )
        ).BuildBatches?.Find(batch => batch.Id == id);

    /// <summary>Asks CodeBuild to stop a batch, and all builds of it.</summary>
    public Task StopBatch(string id, CancellationToken cancellation) =>
        Ask(
            $"Cannot stop the batch {id}",
            CodeBuildPermissions.Batch.On(Place(id)).For("codebuild:StopBuildBatch"),
            () => builds.StopBuildBatchAsync(new() { Id = id }, cancellation)
        );

    /// <summary>A page of a log; null where it is not there, or not yet.</summary>
    public Task<LogPage?> Log(LogPlace place, LogPart part, CancellationToken cancellation) => logs.Read(place, part, cancellation);

    /// <summary>The error of a project that is not there.</summary>
    public StevedoreException NoProject(string name, Exception? cause = null) =>
        new(
            $"Cannot start a build of the project '{name}'",
            $"there is no project of that name in {region}{(role is null ? "" : $" of the account of {role}")}",
            "Correct --project or AWS_REGION, or pass the project's ARN; `aws codebuild list-projects` shows those that there are.",
            cause
        );

    public void Dispose()
    {
        builds.Dispose();
        logs.Dispose();
    }

    private PermissionPlace Place(string id) => new(region, null, id.Split(':')[0]);

    private static async Task<T> Ask<T>(string what, PolicyStatement needed, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(cause, what, needed);
        }
    }
}
