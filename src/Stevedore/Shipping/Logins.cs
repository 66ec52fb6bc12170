using Stevedore.Credentials;
using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries.Distribution;

namespace Stevedore.Shipping;

/// <summary>The registries of a run, each logged in to.</summary>
internal sealed class Logins(ImmutableArray<RegistryLogin> all)
{
    /// <summary>In the order of the settings.</summary>
    public ImmutableArray<RegistryLogin> All => all;

    /// <summary>That of a destination.</summary>
    public RegistryLogin this[Destination place] => all.First(login => login.Registry.Name == place.Registry);

    /// <summary>Whether that of a destination is among them: a build that pushes nothing may do without.</summary>
    public bool Has(Destination place) => all.Any(login => login.Registry.Name == place.Registry);

    /// <summary>Speaks to a host with the credential that this run has for it; null for a host that is none of its registries.</summary>
    public RegistryClient? ClientOf(string host)
    {
        var key = RegistryEndpoint.ConfigKey(host);
        return all.FirstOrDefault(login => RegistryEndpoint.ConfigKey(login.Registry.Host) == key)?.Client;
    }

    /// <summary>What is written for docker, which logs in to a host once; hosts that docker logs in to by itself are not in it.</summary>
    /// <exception cref="StevedoreException">Two registries of one host have different credentials.</exception>
    public ImmutableDictionary<string, RegistryCredential> ForDocker()
    {
        var written = ImmutableDictionary.CreateBuilder<string, RegistryCredential>(StringComparer.Ordinal);
        foreach (
            var host in all.Where(login => login.Credential is { IsDockers: false })
                .GroupBy(login => RegistryEndpoint.ConfigKey(login.Registry.Host))
        )
        {
            var first = host.First();
            if (host.FirstOrDefault(login => !IsSame(login.Credential!, first.Credential!)) is { } other)
            {
                throw LoginFaults.Contradicting(first, other);
            }

            written[first.Registry.Host] = first.Credential!;
        }

        return written.ToImmutable();
    }

    /// <summary>Proves every login again, and writes for docker what had to be renewed.</summary>
    /// <returns>Whether anything was renewed.</returns>
    public async Task<bool> Renew(PrivateDockerConfig config, CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(all.Select(login => login.Client.Check(cancellation)));
        }
        catch (RegistryException)
        {
            // The failure that led here says what is wrong.
            return false;
        }

        // Held against what docker has: a look at a tag while it built may have renewed a credential already.
        var now = ForDocker();
        if (now.All(login => config.Written.GetValueOrDefault(login.Key) == login.Value))
        {
            return false;
        }

        config.Write(now);
        return true;
    }

    // Two tokens of one source differ and mean the same.
    private static bool IsSame(RegistryCredential one, RegistryCredential other) =>
        one.Username == other.Username && one.Source == other.Source;
}

/// <summary>A registry that is logged in to.</summary>
/// <param name="Registry">The registry.</param>
/// <param name="Client">Speaks to it with the credential of the run.</param>
internal sealed record RegistryLogin(RegistryPlan Registry, RegistryClient Client)
{
    /// <summary>What is used now: a newer one where the registry rejected the first. Null for anonymous access.</summary>
    public RegistryCredential? Credential => Client.Credential;

    /// <summary>What a person is told of it.</summary>
    public string Summary =>
        Credential is null ? $"{Registry.Host} is used without a login."
        : Client.HasProvedCredential ? $"Logged in to {Registry.Host} with {Credential.Source}."
        : $"{Registry.Host} asks for no password; not tried: {Credential.Source}.";
}
