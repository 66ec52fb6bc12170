using Stevedore.Settings.Layers;

namespace Stevedore.Settings.Rules;

/// <summary>What a registry of each kind cannot do without.</summary>
internal static class RegistryCheck
{
    public static void Of(string name, SettingNode registry, RegistryTypes types, SettingFaults faults)
    {
        var path = $"registries.{name}";
        if (registry["credentials"] is { } credentials)
        {
            CredentialCheck.Complete(faults, credentials, $"{path}.credentials");
        }

        if (registry["type"] is null)
        {
            var choices = types.Kinds.All.Select(kind => kind.Type).ToArray();
            faults.Add(registry.Origin, $"{path}.type", "missing", Nearest.Choices(choices));
        }
        else if (types.KindOf(name) is { } kind && kind.FaultOf(new SettingsBinding(types.Kinds).Registry(registry)) is { } fault)
        {
            faults.Add(registry[fault.Key]?.Origin ?? registry.Origin, $"{path}.{fault.Key}", fault.Complaint);
        }
    }
}
