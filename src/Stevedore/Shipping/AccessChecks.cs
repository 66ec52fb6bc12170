using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries.Distribution;

namespace Stevedore.Shipping;

/// <summary>Tries what shipping will do with each registry and repository, and leaves nothing behind.</summary>
internal sealed class AccessChecks(ShipPlan plan, KnownRegistries registries, CancellationToken cancellation)
{
    // Reading a tag that nobody has tells whether reading is allowed.
    private const string NoTag = "stevedore-access-check";

    /// <summary>One result a repository, in the order of the plan; a failure of one hides no other.</summary>
    public async Task<ImmutableArray<AccessCheck>> Run() =>
        [.. (await Task.WhenAll(plan.Registries.Select(Check))).SelectMany(checks => checks)];

    private async Task<ImmutableArray<AccessCheck>> Check(RegistryPlan registry)
    {
        var repositories = plan
            .Images.SelectMany(image => image.Destinations)
            .Where(destination => destination.Registry == registry.Name)
            .Select(destination => destination.Reference)
            .Distinct()
            .ToArray();
        try
        {
            var login = await registries.LogIn(registry);
            return repositories.Length == 0
                ?
                [
                    new(registry.Name, registry.Host, login.Credential?.Source, Login: true, Pull: null, Push: null, Problem: null)
                    {
                        PasswordAsked = Asked(login),
                    },
                ]
                : [.. await FewAtOnce.Run(repositories, repository => Check(login, repository), cancellation)];
        }
        catch (StevedoreException problem)
        {
            var places = repositories.Length == 0 ? [registry.Host] : repositories.Select(repository => repository.Name);
            return [.. places.Select(place => new AccessCheck(registry.Name, place, null, Login: false, Pull: null, Push: null, problem))];
        }
    }

    // Pushing may be asked a password for where nothing else is.
    private async Task<AccessCheck> Check(RegistryLogin login, ImageReference repository)
    {
        var result = await Try(login, repository);
        return result with { PasswordAsked = Asked(login) };
    }

    private static bool? Asked(RegistryLogin login) => login.Credential is null ? null : login.Client.HasProvedCredential;

    private async Task<AccessCheck> Try(RegistryLogin login, ImageReference repository)
    {
        AccessCheck result = new(
            login.Registry.Name,
            repository.Name,
            login.Credential?.Source,
            Login: true,
            Pull: null,
            Push: null,
            Problem: null
        );
        try
        {
            _ = await login.Client.LookUp(repository.Repository, NoTag, cancellation);
            result = result with { Pull = true };
        }
        catch (RegistryException problem)
        {
            return result with { Pull = false, Problem = problem };
        }

        try
        {
            await login.Client.Blobs.CheckPush(repository.Repository, cancellation);
            return result with { Push = true };
        }
        catch (RegistryException problem)
        {
            return problem.Fault == RegistryFault.Missing ? result : result with { Push = false, Problem = problem };
        }
    }
}

/// <summary>What was found out about one repository, or about a registry that nothing is pushed to.</summary>
/// <param name="Registry">The registry's name in the settings.</param>
/// <param name="Place">The repository, or the registry's host.</param>
/// <param name="Credential">Where the credential comes from; null for anonymous access.</param>
/// <param name="Login">Whether the credential resolves and is accepted.</param>
/// <param name="Pull">Whether images may be read; null when not asked.</param>
/// <param name="Push">Whether images may be written; null when not asked, or when the repository is not there yet.</param>
/// <param name="Problem">The first failure; null for none.</param>
public sealed record AccessCheck(
    string Registry,
    string Place,
    string? Credential,
    bool Login,
    bool? Pull,
    bool? Push,
    StevedoreException? Problem
)
{
    /// <summary>Whether the registry asked for the credential at all; null where there is none, or the login failed.</summary>
    public bool? PasswordAsked { get; init; }
}
