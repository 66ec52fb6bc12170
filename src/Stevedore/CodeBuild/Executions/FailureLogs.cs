using System.Text.RegularExpressions;
using Amazon.CodeBuild.Model;
using Amazon.CodePipeline.Model;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;
using Stevedore.CodeBuild.Following;

namespace Stevedore.CodeBuild.Executions;

/// <summary>Adds to the actions that have failed the last lines of their logs.</summary>
internal sealed class FailureLogs(IAwsClients aws, PipelineApi api, Patience patience, CancellationToken cancellation)
{
    private static readonly Regex LogStream = new(
        @"^arn:[a-z-]+:logs:(?<region>[a-z0-9-]+):\d{12}:log-group:(?<group>[^:]+):log-stream:(?<stream>.+)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    // What is logged after a phase has failed stands behind it.
    private const int MostEvents = 300;
    private const string CodeBuild = "CodeBuild";

    /// <summary>What cannot be read is said in its place: the failure is told all the same.</summary>
    public async Task<ExecutionReport> Add(ExecutionReport execution, string pipeline)
    {
        if (!execution.Failed.Any(one => one.Action.Approval is null))
        {
            return execution;
        }

        var details = (await patience.Ask(token => api.Actions(pipeline, execution.Id, token), cancellation))
            .Where(one => one.ActionExecutionId is { Length: > 0 })
            .GroupBy(one => one.ActionExecutionId!)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var stages = ImmutableArray.CreateBuilder<ExecutionStage>();
        foreach (var stage in execution.Stages)
        {
            var actions = ImmutableArray.CreateBuilder<ExecutionAction>();
            foreach (var action in stage.Actions)
            {
                actions.Add(
                    action is { Failure: { } failure, Approval: null } && details.TryGetValue(action.Id, out var detail)
                        ? action with
                        {
                            Failure = await Explain(failure, action, detail),
                        }
                        : action
                );
            }

            stages.Add(stage with { Actions = actions.ToImmutable() });
        }

        return execution with
        {
            Stages = stages.ToImmutable(),
        };
    }

    private async Task<ExecutionFailure> Explain(ExecutionFailure failure, ExecutionAction action, ActionExecutionDetail detail)
    {
        try
        {
            var result = detail.Output?.ExecutionResult;
            return action.Provider == CodeBuild && result?.ExternalExecutionId is { Length: > 0 } id ? await OfBuild(failure, detail, id)
                : LogOf(result?.LogStreamARN) is { } place ? failure with { Lines = await Lines(place) }
                : failure;
        }
        // That it has failed is known already.
        catch (StevedoreException fault) when (!AwsFaults.IsOfCredentials(fault.InnerException))
        {
            return failure with { Note = $"Its log is not shown: {fault.What}: {fault.Why}. {fault.Fix}" };
        }
    }

    private async Task<ExecutionFailure> OfBuild(ExecutionFailure failure, ActionExecutionDetail detail, string id)
    {
        using CodeBuildApi builds = new(aws, detail.Input?.Region is { Length: > 0 } region ? region : api.Region, api.Role);
        var isBatch = detail.Input?.Configuration?.GetValueOrDefault("BatchEnabled") == "true";
        var build = isBatch ? await FailedOf(builds, id) : await patience.Ask(token => builds.Find(id, token), cancellation);
        if (build is null)
        {
            return failure with { Note = $"Its log is not shown: CodeBuild does not know the build {OutsideText.Line(id, 200)} any more." };
        }

        var failed = BuildPhases.Of(build).FirstOrDefault(phase => phase.Status is not (null or "SUCCEEDED"));
        var explained = failed is null
            ? failure
            : failure with
            {
                Why = $"{failure.Why}; {failed.Name} {BuildWords.Status(failed.Status!)}{(failed.Why is { } why ? $": {why}" : "")}",
            };
        return LogPlaces.Of(build, builds.Region) is { } place ? explained with { Lines = await Lines(place) } : explained;
    }

    // Of a batch its first build that has failed says why.
    private async Task<Build?> FailedOf(CodeBuildApi builds, string id)
    {
        var batch = await patience.Ask(token => builds.FindBatch(id, token), cancellation);
        var failed = batch is null
            ? null
            : BatchBuilds.Of(batch).FirstOrDefault(one => one is { HasFailed: true, IsOptional: false, Id: not null });
        return failed?.Id is { } first ? await patience.Ask(token => builds.Find(first, token), cancellation) : null;
    }

    private async Task<ImmutableArray<string>> Lines(LogPlace place)
    {
        using LogStreams logs = new(aws, api.Role, CodeBuildPermissions.ReadLog);
        var page = await patience.Ask(token => logs.Read(place, new(MostEvents), token), cancellation);
        LogLines lines = new();
        LastLines last = new();
        foreach (var line in lines.Of(page?.Messages ?? []).Concat(lines.Rest()))
        {
            last.Add(line);
        }

        return last.Lines;
    }

    // arn:aws:logs:eu-west-1:123456789012:log-group:/aws/codepipeline/shop:log-stream:7c1d
    private static LogPlace? LogOf(string? arn) =>
        arn is not null && LogStream.Match(arn) is { Success: true, Groups: var groups }
            ? new(groups["region"].Value, groups["group"].Value, groups["stream"].Value)
            : null;
}
