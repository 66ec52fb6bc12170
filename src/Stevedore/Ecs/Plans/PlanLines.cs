using Stevedore.Planning.Tags;

namespace Stevedore.Ecs.Plans;

/// <summary>The plan of a deployment, and what differs, for a person.</summary>
internal static class PlanLines
{
    public static IEnumerable<string> Render(DeploymentPlan plan) =>
        plan
            .Services.SelectMany(Service)
            .Prepend(
                $"Deploying {(plan.Release.Commit is { Length: >= 8 } commit ? $"commit {commit[..8]}{(plan.Release.IsDirty ? TagPolicy.DirtySuffix : "")}, " : "")}from {plan.Release.From}."
            );

    /// <summary>What differs in each service.</summary>
    public static IEnumerable<string> Render(IEnumerable<ServiceDifference> differences) =>
        differences.SelectMany(service =>
            service.Lines.IsEmpty
                ? [$"{service.Cluster}/{service.Service}: nothing differs from {service.TaskDefinition}."]
                : service
                    .Lines.Select(line => $"  {line}")
                    .Prepend($"{service.Cluster}/{service.Service}: differs from {service.TaskDefinition}:")
        );

    private static IEnumerable<string> Service(ServicePlan plan) =>
        plan.Step is ServiceStep.Update
            ? plan.Differences.Select(line => $"  {line}").Prepend($"{plan.Target.Service.Path} ({plan.Now.Definition.Name}):")
            : [];
}
