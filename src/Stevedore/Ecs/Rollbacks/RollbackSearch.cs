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
        return to is null ? await Last(service, now, history) : await Named(service, now, to, history);
    }

    /// <summary>Whether ECS has gone back to what runs, from a deployment that failed. From a rollback that failed it has gone to what was to be left.</summary>
    public async Task<bool> HasGoneBack(ServiceName service, RunningService now)
    {
        ServiceDeploymentBrief? newest;
        try
        {
            newest = (await ecs.Deployments(service, 10)).MaxBy(brief => brief.CreatedAt);
        }
        catch (StevedoreException fault) when (AwsFaults.IsDenied(fault.InnerException))
        {
            return false;
        }

        return newest is { Status.Value: "ROLLBACK_SUCCESSFUL" }
            && (
                await DefinitionOf(service, newest.TargetServiceRevisionArn) is not { } failed
                || (failed != now.Definition.Arn && !await IsBack(service, await ecs.FindTaskDefinition(failed), now.Definition))
            );
    }

    /// <summary>Whether what is under way is the way back from what ran before it: of ECS itself, or of a command that was cut short.</summary>
    public async Task<bool> IsGoingBack(ServiceName service, RunningService now) =>
        await Left(service, now) is { } left
        && left != now.Definition.Arn
        && await ecs.FindTaskDefinition(left) is { } from
        && await IsBack(service, now.Definition, from);

    /// <summary>The pipelines that deployed a service lately, newest first, whether or not that succeeded.</summary>
    public async Task<ImmutableArray<DeployingStage>> Stages(ServiceName service)
    {
        try
        {
            var recent = Definitions(await Revisions(service, await ecs.Deployments(service, MostOfStages)));
            var definitions = await System.Threading.Tasks.Task.WhenAll(recent.Distinct().Select(ecs.FindTaskDefinition));
            return [.. definitions.OfType<TaskDefinition>().Select(DeployingStage.Of).OfType<DeployingStage>()];
        }
        catch (StevedoreException fault) when (AwsFaults.IsDenied(fault.InnerException))
        {
            // That what ran may not be looked up is told where it is needed.
            return [];
        }
    }

    /// <summary>What ran before what runs now. A revision that was gone back from is passed over: going back twice goes further back. Pure.</summary>
    /// <param name="history">The task definitions of deployments that succeeded, newest first.</param>
    public static ImmutableArray<string> Earlier(ImmutableArray<string> history, string now) =>
        [.. history.Skip(history.LastIndexOf(now) + 1).Distinct()];

    /// <summary>Whether something that a person writes is the name of a revision: its ARN, its name or its number. Pure.</summary>
    public static bool IsName(string arn, string to) => to == arn || to == ServiceName.Last(arn) || to == arn[(arn.LastIndexOf(':') + 1)..];

    /// <summary>Whether it is the commit of a revision, or the tag of what one of some containers of it runs. Pure.</summary>
    public static bool IsMeant(TaskDefinition definition, string to, Func<string, bool> ofContainer) =>
        (to.Length >= 7 && definition.Tag(DeploymentTags.CommitKey)?.StartsWith(to, StringComparison.OrdinalIgnoreCase) == true)
        || definition.Containers.Any(container =>
            ofContainer(container) && BaseReference.Parse(definition.ImageOf(container) ?? "")?.Tag.Value == to
        );

    // While one is under way ECS lists what it takes the place of, the newest of which is what ran before it.
    private async Task<string?> Left(ServiceName service, RunningService now) =>
        (now.Service.Deployments ?? [])
            .Where(deployment => deployment.Status != "PRIMARY" && deployment.TaskDefinition is not null)
            .MaxBy(deployment => deployment.CreatedAt)
            ?.TaskDefinition
        ?? (now.IsGoingBack ? await DefinitionOf(service, now.Current?.TargetServiceRevision?.Arn) : null);

    // A rollback is to what is older. By the numbers of a family, or where that has changed by what has run.
    private async Task<bool> IsBack(ServiceName service, TaskDefinition? to, TaskDefinition from)
    {
        if (to is null)
        {
            return false;
        }

        var (target, left) = (Original(to), Original(from));
        return TaskDefinition.FamilyOf(target) == TaskDefinition.FamilyOf(left)
            ? TaskDefinition.NumberOf(target) < TaskDefinition.NumberOf(left)
            : Earlier(Definitions(await History(service)), from.Arn).Contains(to.Arn);
    }

    // What a copy that a rollback has registered is of.
    private static string Original(TaskDefinition definition) => definition.Tag(DeploymentTags.CopyKey) ?? definition.Name;

    private async Task<string?> DefinitionOf(ServiceName service, string? revision)
    {
        try
        {
            return revision is null ? null : (await ecs.FindServiceRevisions(service, revision)).FirstOrDefault()?.TaskDefinition;
        }
        catch (StevedoreException fault) when (AwsFaults.IsDenied(fault.InnerException))
        {
            return null;
        }
    }

    private async Task<EarlierRevision> Last(ServiceName service, RunningService now, ImmutableArray<ServiceRevision> history)
    {
        var ran = Definitions(history);
        var original = Original(now.Definition);
        foreach (var arn in Earlier(ran, ran.FirstOrDefault(arn => ServiceName.Last(arn) == original) ?? now.Definition.Arn))
        {
            if (await ecs.FindTaskDefinition(arn) is { } definition)
            {
                return Ran(definition, history);
            }
        }

        var listed = await Listed(service);
        var before = (await ecs.Revisions(now.Definition.Family))
            .Where(arn => TaskDefinition.NumberOf(arn) < TaskDefinition.NumberOf(original))
            .Take(MostOfFamily)
            .ToArray();
        // What is listed and has not succeeded before is what failed, or was gone back from.
        var passed = before.TakeWhile(listed.Contains).Select(ServiceName.Last).ToArray();
        if (before.Skip(passed.Length).FirstOrDefault() is not { } next || await ecs.FindTaskDefinition(next) is not { } revision)
        {
            throw Nothing(service, now, null, []);
        }

        if (!listed.IsEmpty)
        {
            throw new StevedoreException(
                $"Cannot roll back {service}",
                $"ECS lists no earlier deployment of it that succeeded, and none at all of {revision.Name}, which may never have run"
                    + (passed.Length > 0 ? $"; {string.Join(", ", passed)} did not succeed, or was gone back from" : ""),
                $"Go there with --to={revision.Name}, or name another with --to=<commit|tag|revision>."
            );
        }

        warn(
            $"ECS tells of no earlier deployment of {service} that succeeded: {revision.Name} is the revision before, which may never have run."
        );
        return new(revision, ImmutableDictionary<string, Digest>.Empty);
    }

    // The task definitions of all its deployments, however they ended; empty where ECS tells of none.
    private async Task<ImmutableHashSet<string>> Listed(ServiceName service)
    {
        try
        {
            return [.. Definitions(await Revisions(service, await ecs.Deployments(service, MostOfHistory)))];
        }
        catch (StevedoreException fault) when (AwsFaults.IsDenied(fault.InnerException))
        {
            return [];
        }
    }

    // What runs is meant last: who goes back wants another, and a tag may be that of a container that never changes.
    private async Task<EarlierRevision> Named(ServiceName service, RunningService now, string to, ImmutableArray<ServiceRevision> history)
    {
        EarlierRevision here = new(now.Definition, now.Digests);
        if (IsName(now.Definition.Arn, to))
        {
            return here;
        }

        var ran = Definitions(history);
        Refuse(service, now, to, ran);
        var seen = new List<TaskDefinition>();
        var changing = new HashSet<string>(StringComparer.Ordinal);
        var found =
            await Look(ran) ?? await Look(await Family(now.Definition, to)) ?? seen.Find(one => IsMeant(one, to, changing.Contains));
        if (found is not null && !ran.Contains(found.Arn))
        {
            warn($"ECS lists no deployment of {found.Name} to {service} that succeeded: it may never have run.");
        }

        return found is not null ? Ran(found, history)
            : IsMeant(now.Definition, to, container => changing.Count == 0 || changing.Contains(container)) ? here
            : throw Nothing(service, now, to, [.. ran.Select(ServiceName.Last).Distinct()]);

        async Task<TaskDefinition?> Look(IEnumerable<string> arns)
        {
            foreach (var arn in arns.Distinct().Where(arn => arn != now.Definition.Arn && seen.TrueForAll(one => one.Arn != arn)))
            {
                if (await ecs.FindTaskDefinition(arn) is not { } definition)
                {
                    continue;
                }

                seen.Add(definition);
                string[] changed =
                [
                    .. definition.Containers.Where(container => definition.ImageOf(container) != now.Definition.ImageOf(container)),
                ];
                changing.UnionWith(changed);
                if (IsName(definition.Arn, to) || IsMeant(definition, to, changed.Contains))
                {
                    return definition;
                }
            }

            return null;
        }
    }

    // The revision of another family is another program.
    private static void Refuse(ServiceName service, RunningService now, string to, ImmutableArray<string> ran)
    {
        var family = TaskDefinition.FamilyOf(to);
        if (
            family.Length < ServiceName.Last(to).Length
            && TaskDefinition.NumberOf(to) is not null
            && family != now.Definition.Family
            && !ran.Any(arn => IsName(arn, to))
        )
        {
            throw new StevedoreException(
                $"Cannot roll back {service}",
                $"{OutsideText.Line(ServiceName.Last(to), 80)} is of family '{OutsideText.Line(family, 80)}', and it runs '{now.Definition.Family}'",
                $"Name a revision of '{now.Definition.Family}', or a commit or a tag that it ran."
            );
        }
    }

    // Who may not read it goes by the family, and is told.
    private async Task<ImmutableArray<ServiceRevision>> History(ServiceName service)
    {
        try
        {
            return await Revisions(service, await ecs.Deployments(service, MostOfHistory, "SUCCESSFUL"));
        }
        catch (StevedoreException fault) when (AwsFaults.IsDenied(fault.InnerException))
        {
            warn($"{fault.What}: {fault.Why}. {fault.Fix}");
            return [];
        }
    }

    // What deployments brought, newest first.
    private async Task<ImmutableArray<ServiceRevision>> Revisions(ServiceName service, List<ServiceDeploymentBrief> briefs)
    {
        string[] arns =
        [
            .. briefs.OrderByDescending(brief => brief.CreatedAt).Select(brief => brief.TargetServiceRevisionArn).OfType<string>(),
        ];
        var found = new Dictionary<string, ServiceRevision>(StringComparer.Ordinal);
        foreach (var chunk in arns.Distinct().Chunk(AtOnce))
        {
            foreach (var revision in await ecs.FindServiceRevisions(service, chunk))
            {
                if (revision is { ServiceRevisionArn: { } arn, TaskDefinition: not null })
                {
                    found[arn] = revision;
                }
            }
        }

        return [.. arns.Where(found.ContainsKey).Select(arn => found[arn])];
    }

    private static ImmutableArray<string> Definitions(ImmutableArray<ServiceRevision> history) =>
        [.. history.Select(revision => revision.TaskDefinition!)];

    private static EarlierRevision Ran(TaskDefinition definition, ImmutableArray<ServiceRevision> history) =>
        new(definition, ServiceReader.DigestsOf(history.FirstOrDefault(revision => revision.TaskDefinition == definition.Arn)));

    private async Task<IEnumerable<string>> Family(TaskDefinition now, string to)
    {
        var revisions = await ecs.Revisions(now.Family);
        // One that was deregistered is listed no more, and can be named.
        string[] named =
            to.All(char.IsAsciiDigit) && to.Length is > 0 and < 10 ? [$"{now.Family}:{to}"]
            : to.Contains(':', StringComparison.Ordinal) ? [to]
            : [];
        return [.. named, .. revisions.Take(MostOfFamily)];
    }

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
