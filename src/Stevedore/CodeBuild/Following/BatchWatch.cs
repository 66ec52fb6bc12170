using Amazon.CodeBuild.Model;
using Stevedore.Aws;

namespace Stevedore.CodeBuild.Following;

/// <summary>Shows a batch of builds as one: the states of its builds as they change, and the log of what fails.</summary>
/// <param name="tell">Prints a line.</param>
/// <param name="warn">Prints a warning.</param>
internal sealed class BatchWatch(
    CodeBuildApi api,
    TimeProvider clock,
    Action<IEnumerable<string>> log,
    Action<string> tell,
    Action<string> warn,
    CancellationToken cancellation
)
{
    private const int LinesOfLog = 30;
    private const int Few = 10;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookForMany = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly Patience patience = new(clock, Longest, "The batch goes on, and is looked for again.", warn);
    private readonly Dictionary<string, string> told = new(StringComparer.Ordinal);
    private string phase = "";

    /// <returns>The batch at its end.</returns>
    /// <exception cref="StevedoreException">It is not known any more, or AWS does not answer for too long.</exception>
    public async Task<BuildBatch> Run(BuildBatch batch)
    {
        var id = batch.Id!;
        while (true)
        {
            await Tell(batch);
            if (BuildEnd.IsOver(batch.Complete, batch.BuildBatchStatus?.Value))
            {
                return batch;
            }

            await Task.Delay((batch.BuildGroups?.Count ?? 0) > Few ? LookForMany : Look, clock, cancellation);
            batch = await Again(id);
        }
    }

    private async Task<BuildBatch> Again(string id)
    {
        try
        {
            return await patience.Ask(token => api.FindBatch(id, token), cancellation)
                ?? throw new StevedoreException(
                    $"Cannot follow the batch {id}",
                    "CodeBuild does not know it any more: it or its project was deleted meanwhile",
                    "Look with `aws codebuild batch-get-build-batches` whether it still runs."
                );
        }
        catch (StevedoreException fault) when (fault.InnerException is not null)
        {
            throw new StevedoreException(
                $"Cannot follow the batch {id}",
                fault.Why,
                $"{fault.Fix} The batch goes on: CodeBuildRun --follow with its ARN follows it again.",
                fault
            );
        }
    }

    private async Task Tell(BuildBatch batch)
    {
        var name = OutsideText.Line(batch.Id!.Split(':')[0], 120);
        if (batch.CurrentPhase is { Length: > 0 } now && now != phase && now is "DOWNLOAD_BATCHSPEC" or "COMBINE_ARTIFACTS")
        {
            tell($"{name}: {OutsideText.Line(now, 40)}");
        }

        phase = batch.CurrentPhase ?? phase;
        foreach (var build in BatchBuilds.Of(batch))
        {
            var state =
                build.Status is { } status ? BuildWords.Status(status)
                : build.After.IsEmpty ? "waits"
                : $"waits for {string.Join(", ", build.After)}";
            if (told.GetValueOrDefault(build.Name) == state)
            {
                continue;
            }

            told[build.Name] = state;
            tell($"{name}: {build.Name} {state}{(build.HasFailed && build.IsOptional ? ", and the batch goes on" : "")}");
            if (build is { HasFailed: true, Id: { } failed })
            {
                await TellWhy(failed);
            }
        }
    }

    // What is only told must not end the wait.
    private async Task TellWhy(string id)
    {
        try
        {
            if (await patience.Ask(token => api.Find(id, token), cancellation) is not { } build)
            {
                return;
            }

            foreach (var ended in BuildPhases.Of(build).Where(one => one.Status is not (null or "SUCCEEDED")))
            {
                tell($"  {ended.Name} {BuildWords.Status(ended.Status!)}{(ended.Why is { } why ? $": {why}" : "")}");
            }

            if (
                LogPlaces.Of(build, api.Region) is { } place
                && await patience.Ask(token => api.Log(place, new(LinesOfLog), token), cancellation) is { } page
            )
            {
                LogLines lines = new();
                string[] printed = [.. lines.Of(page.Messages)];
                log([.. printed.Concat(lines.Rest()).TakeLast(LinesOfLog).Select(line => $"  {line}")]);
            }
        }
        catch (StevedoreException fault) when (!AwsFaults.IsOfCredentials(fault.InnerException))
        {
            warn($"{fault.What}: {fault.Why}. {fault.Fix}");
        }
    }
}

/// <summary>What CodeBuild says of the builds of a batch. Pure.</summary>
internal static class BatchBuilds
{
    public static IEnumerable<RemoteBatchBuild> Of(BuildBatch batch) =>
        (batch.BuildGroups ?? [])
            .Where(group => group.Identifier is { Length: > 0 })
            .Select(group => new RemoteBatchBuild(
                OutsideText.Line(group.Identifier, 128),
                Id(group.CurrentBuildSummary?.Arn),
                group.CurrentBuildSummary?.BuildStatus?.Value is { Length: > 0 } status ? OutsideText.Line(status, 40) : null,
                [.. (group.DependsOn ?? []).Select(other => OutsideText.Line(other, 128))],
                group.IgnoreFailure == true
            ));

    // arn:aws:codebuild:eu-central-1:123456789012:build/shop:7c1d
    private static string? Id(string? arn) =>
        arn?.IndexOf("build/", StringComparison.Ordinal) is >= 0 and var at ? arn[(at + "build/".Length)..] : null;
}
