using System.Net;

namespace Stevedore.Images;

/// <summary>The addresses behind the host of a reference.</summary>
internal static class RegistryEndpoint
{
    /// <summary>The host that serves the API: Docker Hub's is not the one that references name.</summary>
    public static string ApiHost(string host) => host is "docker.io" or "index.docker.io" ? "registry-1.docker.io" : host;

    /// <summary>The key of docker's config file for the host.</summary>
    public static string ConfigKey(string host) =>
        host is "docker.io" or "index.docker.io" or "registry-1.docker.io" ? "https://index.docker.io/v1/" : host;

    /// <summary>What stands between a repository and a tag, or a digest.</summary>
    public static char Separator(string reference) => reference.Contains(':', StringComparison.Ordinal) ? '@' : ':';

    /// <summary>Whether plain HTTP is tried where TLS fails: docker does so for loopback addresses.</summary>
    public static bool IsLoopback(string host)
    {
        var name = host.StartsWith('[') ? host[1..host.IndexOf(']')] : host.Split(':')[0];
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }
}
