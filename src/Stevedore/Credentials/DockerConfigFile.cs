using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stevedore.Images;
using Stevedore.Registries.Distribution;

namespace Stevedore.Credentials;

/// <summary>The config file that docker gets in this run: the user's own, and the credentials of this run.</summary>
/// <remarks><see href="https://docs.docker.com/reference/cli/docker/#docker-cli-configuration-file-configjson-properties"/></remarks>
internal static class DockerConfigFile
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <param name="user">The text of the user's config.json; null when there is none.</param>
    /// <param name="pluginFolder">The user's own plugins, which docker would otherwise look for beside this file; null for none.</param>
    /// <param name="credentials">By host.</param>
    /// <exception cref="StevedoreException">The user's file is no JSON object.</exception>
    public static string Merge(string? user, string? pluginFolder, IReadOnlyDictionary<string, RegistryCredential> credentials)
    {
        var config = Parse(user);
        var auths = Section(config, "auths");
        foreach (var (host, credential) in credentials.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var key = RegistryEndpoint.ConfigKey(host);
            auths[key] = new JsonObject { ["auth"] = credential.Basic.Reveal() };
            // An empty helper keeps docker from asking the user's store for this host, or from storing our password in it.
            Section(config, "credHelpers")[key] = "";
        }

        // Without any entry docker would pick a platform's store by itself and write to it.
        if (auths.Count == 0 && !config.ContainsKey("credsStore"))
        {
            auths["stevedore.invalid"] = new JsonObject();
        }

        if (pluginFolder is not null)
        {
            var folders = config["cliPluginsExtraDirs"] as JsonArray;
            config["cliPluginsExtraDirs"] = new JsonArray([pluginFolder, .. folders?.Select(folder => folder?.DeepClone()) ?? []]);
        }

        return config.ToJsonString();
    }

    /// <exception cref="StevedoreException">The text is no JSON object.</exception>
    internal static JsonObject Parse(string? text)
    {
        try
        {
            return string.IsNullOrWhiteSpace(text)
                ? []
                : JsonNode.Parse(text, null, Lenient)?.AsObject() ?? throw new JsonException("null");
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            throw new StevedoreException(
                "Cannot read docker's config.json",
                "it is not a JSON object",
                "Repair or remove the file.",
                cause
            );
        }
    }

    private static JsonObject Section(JsonObject config, string name)
    {
        if (config[name] is not JsonObject section)
        {
            config[name] = section = [];
        }

        return section;
    }
}
