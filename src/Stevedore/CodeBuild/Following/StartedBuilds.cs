using Amazon.CodeBuild.Model;
using Stevedore.Aws;
using Stevedore.Terminal;

namespace Stevedore.CodeBuild.Following;

/// <summary>Starts builds and stays with them until they end, alone and as a batch.</summary>
/// <param name="warn">Prints a warning.</param>
/// <param name="left">Told when nobody waits any longer for a build that may go on.</param>
internal sealed class StartedBuilds(
    CodeBuildApi api,
    IAwsClients aws,
    TimeProvider clock,
    CleanUp cleanUp,
    IOutput output,
    Action<string> warn,
    Action left
)
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    private readonly CancellationToken cancellation = cleanUp.Cancellation;

    /// <summary>How long an answer is waited for while nothing runs.</summary>
    public static Patience Asking(TimeProvider clock, Action<string> warn) => new(clock, LongestStart, "It is asked again.", warn);

    /// <summary>Starts a build and, unless it is to be left, waits for its end.</summary>
    public async Task<RemoteBuildResult> Start(StartBuildRequest request, bool isDetached)
    {
        var stopping = Stopping(isBatch: false);
        var asking = Asking(clock, warn);
        Build? build = null;
        // A start that is cancelled midway may have started something that nobody knows of.
        await stopping.Watch(async () => (build = await asking.Ask(_ => api.Start(request, CancellationToken.None), cancellation)).Id!);
        Tell($"Started {OutsideText.Line(build!.Id)}.");
        return await Until(stopping, isDetached, RemoteBuildResults.Of(build, []), () => Watch(build));
    }

    /// <summary>The same for a batch.</summary>
    public async Task<RemoteBuildResult> Start(StartBuildBatchRequest request, bool isDetached)
    {
        var stopping = Stopping(isBatch: true);
        var asking = Asking(clock, warn);
        BuildBatch? batch = null;
        await stopping.Watch(async () =>
            (batch = await asking.Ask(_ => api.StartBatch(request, CancellationToken.None), cancellation)).Id!
        );
        Tell($"Started the batch {OutsideText.Line(batch!.Id)}.");
        return await Until(stopping, isDetached, RemoteBuildResults.Of(batch), () => Watch(batch));
    }

    /// <summary>Follows a build to its end.</summary>
    public async Task<RemoteBuildResult> Watch(Build build)
    {
        BuildWatch watch = new(api, clock, output.Transcript, Tell, warn, cancellation);
        var (end, lines) = await watch.Run(build);
        return RemoteBuildResults.Of(end, lines);
    }

    /// <summary>Follows a batch to its end.</summary>
    public async Task<RemoteBuildResult> Watch(BuildBatch batch)
    {
        BatchWatch watch = new(api, clock, output.Transcript, Tell, warn, cancellation);
        return RemoteBuildResults.Of(await watch.Run(batch));
    }

    // One that is left, and one that has ended, is not to be stopped.
    private async Task<RemoteBuildResult> Until(
        BuildStopping stopping,
        bool isDetached,
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
            if (!cancellation.IsCancellationRequested)
            {
                stopping.Leave();
            }
        }
    }

    private BuildStopping Stopping(bool isBatch) => new(() => new(aws, api.Region, api.Role), isBatch, clock, cleanUp, Tell, left);

    private void Tell(string line) => output.Lines([line]);
}
