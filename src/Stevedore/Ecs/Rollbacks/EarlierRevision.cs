using Stevedore.Ecs.TaskDefinitions;
using Stevedore.Images;

namespace Stevedore.Ecs.Rollbacks;

/// <summary>What a service ran before.</summary>
/// <param name="Definition">Its task definition.</param>
/// <param name="Ran">What its containers ran, by their names; without those that ECS does not tell.</param>
internal sealed record EarlierRevision(TaskDefinition Definition, ImmutableDictionary<string, Digest> Ran);
