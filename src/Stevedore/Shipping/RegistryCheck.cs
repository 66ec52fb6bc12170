using Stevedore.Aws;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;

namespace Stevedore.Shipping;

/// <summary>Whether a plan's registries take what a run brings them.</summary>
/// <param name="plan">Every host in it is known.</param>
internal sealed class RegistryCheck(ShipPlan plan, KnownRegistries registries, CancellationToken cancellation)
{
    /// <summary>What was found of each repository, and of each registry that nothing is pushed to.</summary>
    public async Task<ImmutableArray<Finding>> Look()
    {
        var checks = await new AccessChecks(plan, registries, cancellation).Run();
        var caches = plan
            .Images.Select(image => image.CacheRepository)
            .OfType<Destination>()
            .Distinct()
            .Where(cache => checks.Any(check => check.Registry == cache.Registry && check.Login));
        var found = await FewAtOnce.Run(checks, Of, cancellation);
        var kept = await FewAtOnce.Run(caches, cache => Examine(cache, new(cache.Reference, [], IsCache: true)), cancellation);
        // Where a login fails, it does for every repository of the registry.
        return [.. found.Concat(kept).SelectMany(findings => findings).Distinct()];
    }

    private async Task<ImmutableArray<Finding>> Of(AccessCheck check)
    {
        var subject = $"registry {check.Registry}";
        var repository = plan
            .Images.SelectMany(image => image.Destinations)
            .FirstOrDefault(destination => destination.Registry == check.Registry && destination.Reference.Name == check.Place);
        if (check.Problem is { } problem)
        {
            // Who is denied one thing is told of all that is denied, and a registry that does not answer hides nothing that AWS says of it.
            return repository is not null && IsOfAnswer(problem)
                ? [Finding.Of(subject, problem), .. await Examine(repository)]
                : [Finding.Of(subject, problem)];
        }

        var found = repository is null ? [] : await Examine(repository);
        return
        [
            // What is not there yet, a push creates where its kind does not say otherwise.
            .. check is { Pull: true, Push: null }
                ? found.IsEmpty
                    ? [new Finding(subject, FindingLevel.Note, $"{check.Place} is not there yet")]
                    : (Finding[])[]
                : [new Finding(subject, FindingLevel.Fine, $"{check.Place}, by {By(check)}")],
            .. found,
        ];
    }

    private static string By(AccessCheck check) =>
        check.PasswordAsked == false ? $"no login: it asks for no password; not tried: {check.Credential}" : check.Credential ?? "no login";

    private static bool IsOfAnswer(StevedoreException problem) =>
        problem is RegistryException || AwsFaults.IsDenied(problem.InnerException);

    private Task<ImmutableArray<Finding>> Examine(Destination repository) =>
        Examine(repository, RepositoryRequest.Of(plan, repository.Reference));

    private async Task<ImmutableArray<Finding>> Examine(Destination repository, RepositoryRequest request)
    {
        var registry = plan.Registries.First(known => known.Name == repository.Registry);
        try
        {
            return await registries.KindOf(registry).Examine(registry, request, cancellation);
        }
        catch (StevedoreException fault)
        {
            var found = Finding.Of($"registry {registry.Name}", fault);
            return [request.IsCache ? found with { Level = FindingLevel.Warning } : found];
        }
    }
}
