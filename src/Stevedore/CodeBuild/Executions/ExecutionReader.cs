using Amazon.CodePipeline.Model;
using Stevedore.Aws;
using Stevedore.CodeBuild.Following;

namespace Stevedore.CodeBuild.Executions;

/// <summary>Reads what a pipeline is doing, however often it has to be asked.</summary>
internal sealed class ExecutionReader(PipelineApi api, string pipeline, Patience patience, CancellationToken cancellation)
{
    // What is listed besides those that go on.
    private const int MostEnded = 5;
    private const int MostListed = 20;

    public Task<GetPipelineStateResponse> State() => patience.Ask(token => api.State(pipeline, token), cancellation);

    /// <summary>Those that go on and the last ones, newest first; not more than a person reads.</summary>
    public async Task<ImmutableArray<ExecutionReport>> List() => [.. Chosen((await Page(null)).Executions ?? []).Take(MostListed)];

    /// <summary>The same with all that go on, however long ago they began: what is changed is chosen from these.</summary>
    public async Task<ImmutableArray<ExecutionReport>> ListAll() => [.. Chosen(await AwsPages.All(Page))];

    private Task<(List<PipelineExecutionSummary>? Executions, string? Next)> Page(string? from) =>
        patience.Ask(token => api.Executions(pipeline, from, token), cancellation);

    private static IEnumerable<ExecutionReport> Chosen(IEnumerable<PipelineExecutionSummary> listed)
    {
        ImmutableArray<ExecutionReport> known =
        [
            .. listed.Where(one => one.PipelineExecutionId is { Length: > 0 }).Select(ExecutionReading.Of),
        ];
        var ended = known.Where(one => !one.GoesOn).Take(MostEnded).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        return known.Where(one => one.GoesOn || ended.Contains(one.Id));
    }

    /// <summary>An execution with its stages.</summary>
    /// <param name="listed">Those of the list.</param>
    /// <exception cref="StevedoreException">There is no such execution.</exception>
    public async Task<ExecutionReport> Read(string id, GetPipelineStateResponse state, ImmutableArray<ExecutionReport> listed)
    {
        var execution =
            await patience.Ask(token => api.Execution(pipeline, id, token), cancellation)
            ?? throw new StevedoreException(
                $"Cannot find the execution {id} of the pipeline '{pipeline}'",
                $"there is none of that id in {api.Region}",
                "Leave --execution out to see those that there are; CodePipeline forgets them after a year."
            );
        var known = listed.FirstOrDefault(one => one.Id == id);
        var actions = await patience.Ask(token => api.Actions(pipeline, id, token), cancellation);
        return ExecutionReading.Of(execution, known).With(state, actions);
    }
}
