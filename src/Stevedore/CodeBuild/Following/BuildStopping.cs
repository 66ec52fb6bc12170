namespace Stevedore.CodeBuild.Following;

/// <summary>Stops the build of a command that is cancelled, and waits for its end; whoever cancels once more leaves it to CodeBuild.</summary>
/// <param name="connect">What it is asked of: the command's own is gone by then.</param>
/// <param name="isBatch">Whether it is a batch of builds.</param>
/// <param name="tell">Prints a line, also of a command that is cancelled.</param>
/// <param name="left">Told that it may go on, and that nobody waits for it.</param>
internal sealed class BuildStopping(
    Func<CodeBuildApi> connect,
    bool isBatch,
    TimeProvider clock,
    CleanUp cleanUp,
    Action<string> tell,
    Action left
)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly CancellationToken cancellation = cleanUp.Cancellation;
    private readonly CancellationToken insistence = cleanUp.Insistence;
    private volatile Task<string>? build;

    /// <summary>Starts a build that is this command's to stop, from before anybody else knows of it.</summary>
    /// <param name="start">Gives its id.</param>
    public Task<string> Watch(Func<Task<string>> start)
    {
        Task<Task<string>> begun = new(start);
        build = begun.Unwrap();
        cleanUp.Register(Undo);
        begun.Start(TaskScheduler.Default);
        return build;
    }

    /// <summary>From here on there is nothing to stop.</summary>
    public void Leave() => build = Task.FromCanceled<string>(new(canceled: true));

    private void Undo()
    {
        if (cancellation.IsCancellationRequested && build is { IsCanceled: false } starting)
        {
            Stop(starting).GetAwaiter().GetResult();
        }
    }

    private async Task Stop(Task<string> starting)
    {
        string id;
        try
        {
            id = await starting.WaitAsync(insistence);
        }
        catch (StevedoreException)
        {
            // Nothing was started.
            return;
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for the answer.
            left();
            return;
        }

        tell($"Cancelled. CodeBuild is asked to stop {id}, and its end is waited for; Ctrl-C once more leaves it.");
        Patience patience = new(clock, Longest, "It is asked again.", tell);
        using var api = connect();
        try
        {
            await patience.Ask(
                async token =>
                {
                    await (isBatch ? api.StopBatch(id, token) : api.Stop(id, token));
                    return true;
                },
                insistence
            );
            await End(api, id, patience);
        }
        catch (OperationCanceledException)
        {
            left();
            tell($"Left. CodeBuildRun --follow={id} shows what becomes of it.");
        }
        catch (StevedoreException fault)
        {
            left();
            tell(
                $"{fault.Message} The build may go on: `aws codebuild {(isBatch ? "stop-build-batch" : "stop-build")} --id {id}` stops it."
            );
        }
    }

    private async Task End(CodeBuildApi api, string id, Patience patience)
    {
        for (var began = clock.GetTimestamp(); ; await Task.Delay(Look, clock, insistence))
        {
            var status = await patience.Ask(token => Status(api, id, token), insistence);
            if (status is not "IN_PROGRESS")
            {
                tell($"{id}: {BuildWords.Status(status)}.");
                return;
            }

            if (clock.GetElapsedTime(began) >= Longest)
            {
                left();
                tell($"{id} has not stopped after {BuildWords.Time(Longest)}. CodeBuildRun --follow={id} shows what becomes of it.");
                return;
            }
        }
    }

    // One that is not there any more runs no more.
    private async Task<string> Status(CodeBuildApi api, string id, CancellationToken token) =>
        isBatch
            ? await api.FindBatch(id, token) is { } batch
                ? BuildEnd.Status(batch.Complete, batch.BuildBatchStatus?.Value)
                : "STOPPED"
            : await api.Find(id, token) is { } build
                ? BuildEnd.Status(build.BuildComplete, build.BuildStatus?.Value)
                : "STOPPED";
}
