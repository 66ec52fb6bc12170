namespace Stevedore.Settings.Layers;

/// <summary>What kind each named registry is, for layers that only change one.</summary>
internal sealed class RegistryTypes
{
    private readonly Dictionary<string, string> types = [];

    /// <summary>The first layer that says it wins.</summary>
    public RegistryTypes(KnownKinds kinds, params ReadOnlySpan<SettingNode?> layers)
    {
        Kinds = kinds;
        foreach (var layer in layers)
        {
            foreach (var (name, registry) in layer?["registries"]?.Keys ?? [])
            {
                if (registry["type"]?.Value is { } type)
                {
                    _ = types.TryAdd(name, type);
                }
            }
        }
    }

    public KnownKinds Kinds { get; }

    /// <summary>A registry that is called like a kind is of that kind.</summary>
    public string? Of(string name) => types.GetValueOrDefault(name) ?? Kinds.Find(name)?.Type;

    /// <summary>Null for a type that no kind has.</summary>
    public RegistryKeys? KindOf(string name) => Kinds.Find(Of(name));
}
