using Stevedore.Credentials;
using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Registries.Distribution;

namespace Stevedore.Shipping;

/// <summary>The logins of a run as docker's config holds them: one a host.</summary>
internal static class DockerLogins
{
    /// <summary>What is written for docker; hosts that docker logs in to by itself are not in it.</summary>
    /// <exception cref="StevedoreException">Two registries of one host have different credentials.</exception>
    public static ImmutableDictionary<string, RegistryCredential> ByHost(ImmutableArray<RegistryLogin> logins)
    {
        var written = ImmutableDictionary.CreateBuilder<string, RegistryCredential>(StringComparer.Ordinal);
        foreach (
            var host in logins
                .Where(login => login.Credential is { IsDockers: false })
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
    public static async Task<bool> Renew(ImmutableArray<RegistryLogin> logins, PrivateDockerConfig config, CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(logins.Select(login => login.Client.Check(cancellation)));
        }
        catch (RegistryException)
        {
            // The failure that led here says what is wrong.
            return false;
        }

        // Held against what docker has: a look at a tag while it built may have renewed a credential already.
        var now = ByHost(logins);
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
