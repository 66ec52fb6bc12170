using System.Text.Json.Nodes;
using Stevedore.Ecs.Plans;
using Stevedore.Ecs.TaskDefinitions;
using Stevedore.Images;

namespace Stevedore.Ecs.Rollbacks;

/// <summary>What a rollback does with one service.</summary>
/// <param name="Target">The service.</param>
/// <param name="Now">As it is.</param>
/// <param name="To">What it goes back to.</param>
/// <param name="Registration">What registers a copy of that, where it cannot be used as it is; else null.</param>
/// <param name="Why">Why a copy is registered; null where none is.</param>
internal sealed record RollbackPlan(DeployTarget Target, RunningService Now, EarlierRevision To, JsonObject? Registration, string? Why)
{
    /// <summary>Whether it runs that already, as after ECS has gone back by itself.</summary>
    public bool IsDone { get; init; }

    /// <summary>Whether it is on the way there already, as after a command that was cut short.</summary>
    public bool IsUnderWay { get; init; }

    /// <summary>What its containers run afterwards, with the digests where the references do not say them.</summary>
    public IEnumerable<(string Container, string? Image, Digest? Digest)> Images =>
        To.Definition.Containers.Select(container => (container, ImageOf(container), Ran(container)));

    /// <summary>The references that its containers get, by their names.</summary>
    public ImmutableSortedDictionary<string, string> References =>
        To.Definition.Containers.ToImmutableSortedDictionary(
            container => container,
            container => ImageOf(container) ?? "",
            StringComparer.Ordinal
        );

    private string? ImageOf(string container) =>
        Registration is { } copy
            ? TaskDefinition.ContainersOf(copy).First(one => TaskDefinition.NameOf(one) == container).Text("image")
            : To.Definition.ImageOf(container);

    private Digest? Ran(string container) => To.Ran.GetValueOrDefault(container);

    /// <summary>Decides whether a copy is needed. Pure.</summary>
    /// <param name="pins">The containers whose tags have moved, and what they ran.</param>
    public static RollbackPlan Of(DeployTarget target, RunningService now, EarlierRevision to, ImmutableArray<ContainerChange> pins)
    {
        if (to.Definition.IsActive && pins.IsEmpty)
        {
            return new(target, now, to, null, null);
        }

        var copy = to.Definition.Registration();
        ContainerChange.Make(copy, pins);
        var tags = copy.Objects("tags").Where(tag => tag.Text("key")?.StartsWith("aws:", StringComparison.OrdinalIgnoreCase) != true);
        copy["tags"] = new JsonArray([
            .. tags.Where(tag => tag.Text("key") != DeploymentTags.CopyKey).Select(tag => tag.DeepClone()),
            new JsonObject
            {
                ["key"] = DeploymentTags.CopyKey,
                ["value"] = to.Definition.Tag(DeploymentTags.CopyKey) ?? to.Definition.Name,
            },
        ]);
        return new(
            target,
            now,
            to,
            copy,
            pins.IsEmpty
                ? $"{to.Definition.Name} is inactive"
                : $"the tag of {string.Join(", ", pins.Select(pin => $"'{pin.Container}'"))} is pinned to what ran"
        );
    }
}
