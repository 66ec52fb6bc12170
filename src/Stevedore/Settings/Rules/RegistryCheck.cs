using System.Text.Json;
using Stevedore.Settings.Layers;

namespace Stevedore.Settings.Rules;

/// <summary>What a registry of each kind cannot do without.</summary>
internal static class RegistryCheck
{
    public static void Of(string name, SettingNode registry, SettingFaults faults)
    {
        var path = $"registries.{name}";
        if (registry["credentials"] is { } credentials)
        {
            CredentialCheck.Complete(faults, credentials, $"{path}.credentials");
        }

        // A variable that is there for the user's name may hold the token, and would be printed in every reference.
        if (registry["namespace"] is { Value: { } text } space && NameRules.NoToken(text) is { } complaint)
        {
            faults.Add(space.Origin, $"{path}.namespace", complaint);
        }

        if (registry["type"]?.Value is not { } type)
        {
            var choices = RegistryKinds.All.Select(kind => kind.Type).ToArray();
            faults.Add(registry.Origin, $"{path}.type", "missing", Nearest.Choices(choices));
        }
        else if (Missing(type, registry) is var (key, why, hint))
        {
            faults.Add(registry.Origin, $"{path}.{key}", why, hint);
        }
    }

    private static (string Key, string Why, string Hint)? Missing(string type, SettingNode registry)
    {
        var pushes = registry["push"]?.Kind == JsonValueKind.True;
        return type switch
        {
            "registry" when registry["host"] is null => ("host", "missing", "write host or host:port, such as registry.example.com"),
            "ecr-public" when pushes && registry["alias"] is null => (
                "alias",
                "missing, and the registry is pushed to",
                "write the part behind public.ecr.aws/, or set push to false"
            ),
            "docker-hub" when pushes && registry["namespace"] is null => (
                "namespace",
                "missing, and the registry is pushed to",
                "write the user or organization, set DOCKER_USERNAME and DOCKER_TOKEN, or set push to false"
            ),
            _ => null,
        };
    }
}
