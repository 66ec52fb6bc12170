using System.Text;
using System.Text.Json.Nodes;
using Stevedore.Images;
using Stevedore.Registries.Distribution;

namespace Stevedore.Credentials;

/// <summary>The config file that docker gets in this run: the user's own, and the credentials of this run.</summary>
/// <remarks><see href="https://docs.docker.com/reference/cli/docker/#docker-cli-configuration-file-configjson-properties"/></remarks>
internal static class DockerConfigFile
{
    /// <param name="user">The text of the user's config.json; null when there is none.</param>
    /// <param name="pluginFolder">The user's own plugins, which docker would otherwise look for beside this file, after the folders that it names; null for none.</param>
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
            config["cliPluginsExtraDirs"] = new JsonArray([.. folders?.Select(folder => folder?.DeepClone()) ?? [], pluginFolder]);
        }

        return config.ToJsonString();
    }

    /// <summary>The text of the config that docker would go by; null where there is neither.</summary>
    /// <param name="file">The text of config.json; null when there is none.</param>
    /// <param name="variable">The text of DOCKER_AUTH_CONFIG; null when it says nothing.</param>
    /// <param name="isHelperThere">Whether there is a credential helper of a name.</param>
    /// <exception cref="StevedoreException">One of them is no JSON object.</exception>
    public static string? Effective(string? file, string? variable, Func<string, bool> isHelperThere)
    {
        var isDead = StoreOf(file) is { } store && !isHelperThere(store);
        if (!isDead && variable is null)
        {
            return file;
        }

        var config = Parse(file);
        if (isDead)
        {
            config.Remove("credsStore");
        }

        var said = variable is null
            ? []
            : DockerConfigText.Parse(variable, UserDockerConfig.AuthVariable, "Correct or unset the variable.");
        foreach (var (host, helper) in said["credHelpers"] as JsonObject ?? [])
        {
            Section(config, "credHelpers")[KeyOf(host)] = helper?.DeepClone();
        }

        foreach (var (host, auth) in said["auths"] as JsonObject ?? [])
        {
            Section(config, "auths")[KeyOf(host)] = auth?.DeepClone();
            // Else a helper of the file would be asked.
            Section(config, "credHelpers")[KeyOf(host)] = "";
        }

        return config.ToJsonString();
    }

    /// <summary>The credential store for all hosts that have no helper of their own; null for none.</summary>
    public static string? StoreOf(string? file) => Text(Parse(file)["credsStore"]);

    /// <summary>The hosts that have a credential helper of their own, with its name.</summary>
    public static IEnumerable<(string Host, string Helper)> HelpersOf(string? config) =>
        from entry in Parse(config)["credHelpers"] as JsonObject ?? []
        let helper = Text(entry.Value)
        where helper is not null
        select (entry.Key, helper);

    /// <summary>The folders with plugins that a config names; an empty one for what is no text.</summary>
    public static ImmutableArray<string> PluginFoldersOf(string config) =>
        [.. (Parse(config)["cliPluginsExtraDirs"] as JsonArray ?? []).Select(folder => Text(folder) ?? "")];

    /// <summary>The docker context that is in use unless a variable says another; null for none.</summary>
    public static string? ContextOf(string? file) => Text(Parse(file)["currentContext"]);

    /// <exception cref="StevedoreException">The text is no JSON object.</exception>
    internal static JsonObject Parse(string? text) => DockerConfigText.Parse(text, "docker's config.json", "Repair or remove the file.");

    // Whole addresses, and Docker Hub under another of its names, as they are written for other programs.
    private static string KeyOf(string host)
    {
        var scheme = host.IndexOf("://", StringComparison.Ordinal);
        return scheme < 0 ? RegistryEndpoint.ConfigKey(host) : RegistryEndpoint.ConfigKey(host[(scheme + 3)..].Split('/')[0]);
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    private static JsonObject Section(JsonObject config, string name)
    {
        if (config[name] is not JsonObject section)
        {
            config[name] = section = [];
        }

        return section;
    }
}
