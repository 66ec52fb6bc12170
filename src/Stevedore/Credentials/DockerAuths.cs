using System.Text;
using System.Text.Json.Nodes;
using Stevedore.Images;
using Stevedore.Registries.Distribution;

namespace Stevedore.Credentials;

/// <summary>Reads from docker's config who logs in to a host, as docker does.</summary>
/// <remarks><see href="https://github.com/docker/cli/blob/master/cli/config/configfile/file.go"/></remarks>
internal static class DockerAuths
{
    /// <summary>Null when the config says nothing about the host.</summary>
    /// <param name="config">The text of config.json; null when there is none.</param>
    /// <param name="host">As references name it.</param>
    /// <param name="redactor">That of the run.</param>
    /// <exception cref="StevedoreException">The config is no JSON object, or holds what cannot be decoded.</exception>
    public static DockerAuth? Find(string? config, string host, Redactor redactor)
    {
        var root = DockerConfigFile.Parse(config);
        var key = RegistryEndpoint.ConfigKey(host);
        // An entry for the host wins over the store for all, even an empty one.
        var helpers = root["credHelpers"] as JsonObject;
        if (helpers?.ContainsKey(key) == true || (helpers?.ContainsKey(host) == true && host != key))
        {
            var name = Text(helpers[key] ?? helpers[host]);
            return name is null ? Stored(root, key, host, redactor) : new DockerAuth.Helper(name, key, IsForHost: true);
        }

        return Text(root["credsStore"]) is { } store
            ? new DockerAuth.Helper(store, key, IsForHost: false)
            : Stored(root, key, host, redactor);
    }

    private static DockerAuth.Stored? Stored(JsonObject root, string key, string host, Redactor redactor)
    {
        var auths = root["auths"] as JsonObject;
        var entry = (auths?[key] ?? auths?.FirstOrDefault(other => HostOf(other.Key) == host).Value) as JsonObject;
        if (Text(entry?["identitytoken"]) is { } token)
        {
            return new(RegistryCredential.IdentityToken, new(token, redactor));
        }

        if (Text(entry?["auth"]) is { } auth)
        {
            return Decoded(auth, host, redactor);
        }

        return Text(entry?["username"]) is { } username && Text(entry?["password"]) is { } password
            ? new(username, new(password, redactor))
            : null;
    }

    private static DockerAuth.Stored Decoded(string auth, string host, Redactor redactor)
    {
        var bytes = new byte[auth.Length];
        var pair = Convert.TryFromBase64String(auth, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).TrimEnd('\0') : "";
        var separator = pair.IndexOf(':', StringComparison.Ordinal);
        return separator > 0
            ? new(pair[..separator], new(pair[(separator + 1)..], redactor))
            : throw new StevedoreException(
                $"Cannot log in to {host} with docker's config",
                "its entry in auths is not user:password in base64",
                $"Run `docker login {host}` again."
            );
    }

    // Older dockers wrote whole addresses: https://registry.example.com/v1/.
    private static string HostOf(string key)
    {
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        return (scheme < 0 ? key : key[(scheme + 3)..]).Split('/')[0];
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
