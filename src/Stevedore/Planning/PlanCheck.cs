namespace Stevedore.Planning;

/// <summary>Whether a plan may be carried out.</summary>
internal static class PlanCheck
{
    /// <summary>What was found of the plan itself.</summary>
    public static ImmutableArray<Finding> Of(ShipPlan plan) =>
        [
            plan.Refusal is { } refusal
                ? new("plan", FindingLevel.Fault, $"Cannot push: {refusal.Why}") { Fix = refusal.Fix }
                : new(
                    "plan",
                    FindingLevel.Fine,
                    $"{string.Join(", ", plan.Shipped.Select(image => $"{image.Name}:{image.CommitTag}"))} for {Platforms(plan)}"
                ),
            .. plan.Notes.Select(note => new Finding("plan", FindingLevel.Note, note.TrimEnd('.'))),
            .. plan.Warnings.Select(warning => new Finding("plan", FindingLevel.Warning, warning.TrimEnd('.'))),
        ];

    private static string Platforms(ShipPlan plan) => string.Join(", ", plan.Images.SelectMany(image => image.Platforms).Distinct());
}
