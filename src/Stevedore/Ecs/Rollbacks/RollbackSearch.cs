using Amazon.ECS.Model;
using Stevedore.Aws;
using Stevedore.Ecs.Plans;
using Stevedore.Ecs.Services;
using Stevedore.Ecs.TaskDefinitions;
using Stevedore.Images;
using TaskDefinition = Stevedore.Ecs.TaskDefinitions.TaskDefinition;

namespace Stevedore.Ecs.Rollbacks;

/// <summary>Finds what a service can go back to: what succeeded before, by ECS's own history, else the earlier revisions of its family.</summary>
internal sealed class RollbackSearch(EcsApi ecs, Action<string> warn)
{
    // ECS describes so many service revisions at once.
    private const int AtOnce = 20;
    private const int MostOfHistory = 100;
    private const int MostOfFamily = 30;
    private const int MostOfStages = 10;

    /// <param name="to">A commit, a tag or a revision; null for what succeeded last.</param>
    /// <exception cref="StevedoreException">There is nothing to go back to.</exception>
    public async Task<EarlierRevision> Find(ServiceName service, RunningService now, string? to)
    {
        var history = await History(service);
        var earlier = Earlier([.. history.Select(revision => revision.TaskDefinition!)], now.Definition.Arn);
        var candidates = to is null ? earlier : [.. history.Select(revision => revision.TaskDefinition!).Distinct()];
        if (await Match(candidates, to, history) is { } found)
        {
            return found;
        }

        var family = await Family(now.Definition, to);
        if (await Match(family, to, []) is { } revision)
        {
            if (history.IsEmpty || to is null)
            {
                warn(
                    $"ECS tells of no earlier deployment of {service} that succeeded: {revision.Definition.Name} is the revision before, which may never have run."
                );
            }

            return revision;
        }

        throw Nothing(service, now, to, [.. history.Select(one => ServiceName.Last(one.TaskDefinition!)).Distinct()]);
    }

    /// <summary>The pipelines that deployed a service lately, newest first, whether or not that succeeded.</summary>
    public async Task<ImmutableArray<DeployingStage>> Stages(ServiceName service)
    {
        try
        {
            var briefs = await ecs.Deployments(service, MostOfStages);
            string[] arns =
            [
                .. briefs
                    .OrderByDescending(brief => brief.CreatedAt)
                    .Select(brief => brief.TargetServiceRevisionArn)
                    .OfType<string>()
                    .Distinct(),
            ];
            var revisions = await ecs.FindServiceRevisions(service, arns);
            var definitions = await System.Threading.Tasks.Task.WhenAll(
                arns.Select(arn => revisions.Find(revision => revision.ServiceRevisionArn == arn)?.TaskDefinition)
                    .OfType<string>()
                    .Distinct()
                    .Select(ecs.FindTaskDefinition)
            );
            return [.. definitions.OfType<TaskDefinition>().Select(DeployingStage.Of).OfType<DeployingStage>()];
        }
        catch (StevedoreException fault) when (fault.InnerException is { } cause && AwsFaults.IsDenied(cause))
        {
            // That what ran may not be looked up is told where it is needed.
            return [];
        }
    }

    /// <summary>What ran before what runs now. A revision that was gone back from is passed over: going back twice goes further back. Pure.</summary>
    /// <param name="history">The task definitions of deployments that succeeded, newest first.</param>
    public static ImmutableArray<string> Earlier(ImmutableArray<string> history, string now) =>
        [.. history.Skip(history.LastIndexOf(now) + 1).Distinct()];

    /// <summary>Whether something that a person writes means a task definition. Pure.</summary>
    public static bool IsMeant(TaskDefinition definition, string to)
    {
        var revision = definition.Name[(definition.Name.LastIndexOf(':') + 1)..];
        return to == definition.Arn
            || to == definition.Name
            || to == revision
            || (to.Length >= 7 && definition.Tag(DeploymentTags.CommitKey)?.StartsWith(to, StringComparison.OrdinalIgnoreCase) == true)
            || definition.Containers.Any(container => BaseReference.Parse(definition.ImageOf(container) ?? "")?.Tag.Value == to);
    }

    /// <summary>Whether a deployment of a task definition has succeeded before.</summary>
    public async Task<bool> HasRun(ServiceName service, string definition) =>
        (await History(service)).Any(revision => revision.TaskDefinition == definition);

    // Who may not read it goes by the family, and is told.
    private async Task<ImmutableArray<ServiceRevision>> History(ServiceName service)
    {
        try
        {
            return await Succeeded(service);
        }
        catch (StevedoreException fault) when (fault.InnerException is { } cause && AwsFaults.IsDenied(cause))
        {
            warn($"{fault.What}: {fault.Why}. {fault.Fix}");
            return [];
        }
    }

    private async Task<ImmutableArray<ServiceRevision>> Succeeded(ServiceName service)
    {
        var briefs = await ecs.Deployments(service, MostOfHistory, "SUCCESSFUL");
        string[] arns =
        [
            .. briefs.OrderByDescending(brief => brief.CreatedAt).Select(brief => brief.TargetServiceRevisionArn).OfType<string>(),
        ];
        var found = new Dictionary<string, ServiceRevision>(StringComparer.Ordinal);
        foreach (var chunk in arns.Distinct().Chunk(AtOnce))
        {
            foreach (var revision in await ecs.FindServiceRevisions(service, chunk))
            {
                found[revision.ServiceRevisionArn!] = revision;
            }
        }

        return [.. arns.Where(found.ContainsKey).Select(arn => found[arn]).Where(revision => revision.TaskDefinition is not null)];
    }

    private async Task<EarlierRevision?> Match(ImmutableArray<string> definitions, string? to, ImmutableArray<ServiceRevision> history)
    {
        foreach (var arn in definitions)
        {
            if (await ecs.FindTaskDefinition(arn) is { } definition && (to is null || IsMeant(definition, to)))
            {
                return new(definition, ServiceReader.DigestsOf(history.FirstOrDefault(revision => revision.TaskDefinition == arn)));
            }
        }

        return null;
    }

    private async Task<ImmutableArray<string>> Family(TaskDefinition now, string? to)
    {
        var revisions = await ecs.Revisions(now.Family);
        // One that was deregistered is listed no more, and can be named.
        string[] named =
            to is not null && to.All(char.IsAsciiDigit) && to.Length is > 0 and < 10 ? [$"{now.Family}:{to}"]
            : to?.Contains(':') == true ? [to]
            : [];
        return to is null
            ? [.. revisions.Where(arn => Number(arn) < Number(now.Arn)).Take(1)]
            : [.. named, .. revisions.Take(MostOfFamily)];
    }

    private static int Number(string arn) =>
        int.TryParse(
            arn[(arn.LastIndexOf(':') + 1)..],
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : 0;

    private static StevedoreException Nothing(ServiceName service, RunningService now, string? to, string[] history) =>
        to is null
            ? new(
                $"Cannot roll back {service}",
                $"nothing was deployed before {now.Definition.Name} that succeeded",
                "Name what to go back to with --to=<commit|tag|revision>, or deploy what is to run."
            )
            : new(
                $"Cannot roll back {service}",
                $"'{OutsideText.Line(to, 80)}' is no commit, tag or revision that it ran, nor one of family '{now.Definition.Family}'",
                history.Length > 0 ? $"It ran: {string.Join(", ", history.Take(10))}." : "EcsStatus shows what runs."
            );
}
