using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>Whether a plan's registries take what a run brings them.</summary>
/// <param name="plan">Every host in it is known.</param>
internal sealed class RegistryCheck(ShipPlan plan, KnownRegistries registries, CancellationToken cancellation)
{
    /// <summary>What was found of each repository, and of each registry that nothing is pushed to.</summary>
    public async Task<ImmutableArray<Finding>> Look()
    {
        var checks = await new AccessChecks(plan, registries, cancellation).Run();
        return [.. (await Task.WhenAll(checks.Select(Of))).SelectMany(findings => findings)];
    }

    private async Task<ImmutableArray<Finding>> Of(AccessCheck check)
    {
        var subject = $"registry {check.Registry}";
        if (check.Problem is { } problem)
        {
            return [Finding.Of(subject, problem)];
        }

        var repository = plan
            .Images.SelectMany(image => image.Destinations)
            .FirstOrDefault(destination => destination.Registry == check.Registry && destination.Reference.Name == check.Place);
        var found = repository is null ? [] : await Examine(subject, repository);
        return
        [
            // What is not there yet, a push creates where its kind does not say otherwise.
            .. check is { Pull: true, Push: null }
                ? found.IsEmpty
                    ? [new Finding(subject, FindingLevel.Note, $"{check.Place} is not there yet")]
                    : (Finding[])[]
                : [new Finding(subject, FindingLevel.Fine, $"{check.Place}, by {check.Credential ?? "no login"}")],
            .. found,
        ];
    }

    private async Task<ImmutableArray<Finding>> Examine(string subject, Destination repository)
    {
        var registry = plan.Registries.First(known => known.Name == repository.Registry);
        var moving = plan
            .Images.Where(image => image.Destinations.Any(destination => destination.Reference == repository.Reference))
            .SelectMany(image => image.MovingPatterns)
            .Distinct();
        try
        {
            return await registries.KindOf(registry).Examine(registry, new(repository.Reference, [.. moving]), cancellation);
        }
        catch (StevedoreException fault)
        {
            return [Finding.Of(subject, fault)];
        }
    }
}
