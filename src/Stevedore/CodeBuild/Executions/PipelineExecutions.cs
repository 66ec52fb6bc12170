using Amazon.CodePipeline.Model;
using Stevedore.Arguments;
using Stevedore.Aws;
using Stevedore.CodeBuild.Following;
using Stevedore.Shipping;
using Stevedore.Source;
using Stevedore.Terminal;

namespace Stevedore.CodeBuild.Executions;

/// <summary>Carries out what a command asks of a pipeline.</summary>
internal sealed class PipelineExecutions(StevedoreRun run, IAwsClients aws, TimeProvider clock, CleanUp cleanUp, IOutput output)
    : IPipelineExecutions
{
    private const int MostNames = 20;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private volatile string? goesOn;

    private CancellationToken Cancellation { get; } = cleanUp.Cancellation;

    /// <inheritdoc/>
    public async Task<PipelineReport> Run(PipelineRequest request)
    {
        var place = Place(request.Pipeline);
        using PipelineApi api = new(aws, Region(place.Region), place.Role);
        Patience patience = new(clock, Longest, "It is asked again.", Warn, waitsForCredentials: false);
        await CheckAccount(api, patience, place.Account);
        var pipeline = place.Name ?? await OnlyOne(api, patience, request.Act);
        request = request with { Again = run.Again(request.Pipeline ?? pipeline) };
        var state = await Look(api, patience, pipeline);
        ExecutionReader reader = new(api, pipeline, patience, Cancellation);
        var listed = await (request.Act is PipelineAct.None or PipelineAct.Freeze or PipelineAct.Thaw ? reader.List() : reader.ListAll());
        cleanUp.Register(TellWhatGoesOn);
        var acted = await Act(request, api, pipeline, patience, state, listed);
        var shown = acted?.Id ?? request.Execution ?? listed.FirstOrDefault()?.Id;
        goesOn = null;
        if (request is { Act: PipelineAct.None, Stage: { } stage })
        {
            _ = StageChoice.Named(stage, ExecutionReading.Now(state), $"Cannot look at the pipeline '{pipeline}'");
        }

        if (!request.IsWatched || shown is null)
        {
            return await Report(request, api, pipeline, patience, shown);
        }

        while (true)
        {
            await Watch(request, api, pipeline, shown, acted);
            // How it has ended may be seen in another stage.
            var report = await Report(request, api, pipeline, patience, shown);
            if (report.Shown is not { GoesOn: true })
            {
                return report;
            }

            // Somebody has had it run again meanwhile.
            acted = null;
        }
    }

    // An ARN needs no settings.
    private PipelinePlace Place(string? asked) =>
        PipelinePlace.Of(asked, asked?.StartsWith("arn:", StringComparison.Ordinal) == true ? null : run.Here.Chosen.Values.Pipelines);

    // The execution that it was done to, as it was before; null for none.
    private async Task<ExecutionReport?> Act(
        PipelineRequest request,
        PipelineApi api,
        string pipeline,
        Patience patience,
        GetPipelineStateResponse state,
        ImmutableArray<ExecutionReport> listed
    )
    {
        if (request.Act == PipelineAct.None)
        {
            return null;
        }

        PipelineActs acts = new(api, pipeline, patience, output, Begins, Cancellation);
        switch (request.Act)
        {
            case PipelineAct.Approve or PipelineAct.Reject:
                Approvals approvals = new(api, pipeline, new(run), patience, Tell, Warn, Begins, Cancellation);
                return await approvals.Answer(request, state, listed);
            case PipelineAct.RetryFailed or PipelineAct.RetryAll:
                return await acts.Retry(request, state, listed);
            case PipelineAct.Stop:
                return await acts.Stop(request, state, listed);
            case PipelineAct.Freeze:
                await acts.Freeze(request, state);
                return null;
            default:
                await acts.Thaw(request, state);
                return null;
        }

        // Before that, nothing was asked of it.
        void Begins() => goesOn = $"Cancelled. Whether the pipeline does what it was asked, PipelineStatus {request.Again} shows.";
    }

    private async Task Watch(PipelineRequest request, PipelineApi api, string pipeline, string execution, ExecutionReport? acted)
    {
        goesOn = $"Cancelled. The pipeline goes on: {ExecutionWatch.Again(request.Again, execution)} follows it again.";
        Tell($"Watching execution {execution} of the pipeline {pipeline} in {api.Region}.");
        ExecutionWatch watch = new(api, pipeline, request.Again, clock, Tell, Warn, Cancellation);
        await watch.Run(execution, acted);
        goesOn = null;
    }

    private async Task<PipelineReport> Report(PipelineRequest request, PipelineApi api, string pipeline, Patience patience, string? shown)
    {
        var stage = request.IsWatched ? null : request.Stage;
        ExecutionReader reader = new(api, pipeline, patience, Cancellation);
        var listed = await reader.List();
        PipelineReport report = new(pipeline, api.Region, clock.GetUtcNow()) { Executions = listed, Again = request.Again };
        if (shown is null)
        {
            return report;
        }

        var execution = await reader.Read(shown, await reader.State(), listed);
        FailureLogs logs = new(aws, api, patience, Cancellation);
        return report with
        {
            Shown = await logs.Add(
                stage is null ? execution : execution with { Stages = [.. execution.Stages.Where(one => one.Name == stage)] },
                pipeline
            ),
        };
    }

    private async Task<GetPipelineStateResponse> Look(PipelineApi api, Patience patience, string pipeline)
    {
        try
        {
            return await patience.Ask(token => Reachable(api, () => api.State(pipeline, token)), Cancellation);
        }
        catch (StevedoreException fault) when (fault.InnerException is PipelineNotFoundException)
        {
            throw new StevedoreException(
                $"Cannot look up the pipeline '{pipeline}'",
                $"there is none of that name in {api.Region}{(api.Role is null ? "" : $" of the account of {api.Role}")}",
                $"{await Others(api, patience, pipeline)} Otherwise correct AWS_REGION or the region of the settings, or pass its ARN.",
                fault.InnerException
            );
        }
    }

    // A region whose host is not known has no CodePipeline, or is none: to ask again changes nothing.
    private static async Task<T> Reachable<T>(PipelineApi api, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (StevedoreException fault) when (fault.InnerException is { } cause && UnreachableAws.IsUnknownHost(cause))
        {
            throw new StevedoreException(
                fault.What,
                fault.Why,
                $"CodePipeline is not in every region: look whether it is in {api.Region}, and correct AWS_REGION or the region of the settings. Otherwise check the network, the proxy (HTTPS_PROXY, NO_PROXY) and AWS_ENDPOINT_URL."
            );
        }
    }

    private async Task<string> Others(PipelineApi api, Patience patience, string pipeline)
    {
        try
        {
            var names = await patience.Ask(api.Names, Cancellation);
            return names.IsEmpty ? "There is no pipeline there."
                : Nearest.Of(pipeline, names) is { } near ? $"Did you mean --pipeline={near}?"
                : $"There are {Few(names)}.";
        }
        catch (StevedoreException fault) when (!AwsFaults.IsOfCredentials(fault.InnerException))
        {
            return "`aws codepipeline list-pipelines` shows those that there are.";
        }
    }

    // What changes something is asked of a pipeline that somebody has named.
    private async Task<string> OnlyOne(PipelineApi api, Patience patience, PipelineAct act)
    {
        var names = await patience.Ask(token => Reachable(api, () => api.Names(token)), Cancellation);
        return names switch
        {
            [var only] when act == PipelineAct.None => OutsideText.Line(only, 100),
            [] => throw new StevedoreException(
                "Cannot tell which pipeline is meant",
                $"neither the settings nor {api.Region} have one",
                "Correct AWS_REGION, or pass the pipeline's ARN with --pipeline."
            ),
            _ => throw new StevedoreException(
                "Cannot tell which pipeline is meant",
                $"none is named, and the settings have none; {api.Region} has {Few(names)}",
                "Name one with --pipeline=<name>."
            ),
        };
    }

    private static string Few(ImmutableArray<string> names) =>
        $"{string.Join(", ", names.Order(StringComparer.Ordinal).Take(MostNames).Select(name => OutsideText.Line(name, 100)))}{(names.Length > MostNames ? ", …" : "")}";

    private async Task CheckAccount(PipelineApi api, Patience patience, string? wanted)
    {
        if (wanted is null)
        {
            return;
        }

        try
        {
            var (arn, account) = await patience.Ask(token => Reachable(api, () => api.Caller(api.Role, token)), Cancellation);
            if (account != wanted)
            {
                throw new StevedoreException(
                    $"Cannot look at a pipeline of account {wanted}",
                    $"the credentials are of account {OutsideText.Line(account, 12)} ({OutsideText.Line(arn, 200)})",
                    "Take credentials of that account (AWS_PROFILE), or correct the account of the settings or the ARN."
                );
            }
        }
        catch (StevedoreException fault) when (AwsFaults.IsDenied(fault.InnerException))
        {
            // Then nobody knows, and CodePipeline itself decides.
        }
    }

    private string Region(string? said) =>
        said
        ?? aws.DefaultRegion()
        ?? throw new StevedoreException(
            "Cannot ask CodePipeline",
            "nothing says the region",
            "Set AWS_REGION, or pass the pipeline's ARN with --pipeline."
        );

    private void TellWhatGoesOn()
    {
        if (Cancellation.IsCancellationRequested && goesOn is { } message)
        {
            Tell(message);
        }
    }

    private void Tell(string line) => output.Lines([line]);

    private void Warn(string note) => run.Cake.Log.Warn(note);
}
