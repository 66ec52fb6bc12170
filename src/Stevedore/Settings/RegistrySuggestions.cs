using Stevedore.Settings.Layers;
using Stevedore.Settings.Shapes;

namespace Stevedore.Settings;

/// <summary>The keys of one registry that are left open, for its kind to offer values from variables that many builds already set, and from other keys.</summary>
public sealed class RegistrySuggestions
{
    private readonly SettingFaults faults;
    private readonly WellKnownVariables variables;
    private readonly string path;
    private readonly SettingNode? said;
    private readonly SettingNode offered;
    private readonly ImmutableArray<ShapeKey> keys;
    private readonly SettingsBinding binding;

    /// <param name="said">What the layers above say of the registry.</param>
    /// <param name="offered">Takes what is offered.</param>
    internal RegistrySuggestions(
        SettingFaults faults,
        WellKnownVariables variables,
        string name,
        SettingNode? said,
        SettingNode offered,
        ImmutableArray<ShapeKey> keys,
        SettingsBinding binding
    )
    {
        (this.faults, this.variables, this.said, this.offered, this.keys) = (faults, variables, said, offered, keys);
        this.binding = binding;
        path = $"registries.{name}";
    }

    /// <summary>The repository that a variable names, and the variable; null where none does, and where several registries of the kind could be meant.</summary>
    public (string Variable, RepositoryUri Uri)? Repository { get; internal init; }

    /// <summary>The text that the settings have at a path of keys, such as <c>credentials.username</c>; null where they have none.</summary>
    public string? Said(string keys) => At(keys)?.Value;

    /// <summary>Whether the settings say anything at a path of keys.</summary>
    public bool IsSaid(string keys) => At(keys) is not null;

    /// <summary>The first of some variables that says something.</summary>
    public (string Name, string Text)? First(params ReadOnlySpan<string> names) => variables.First(names);

    /// <summary>Offers a value for a key, with the variable that it comes from. What the settings or an earlier offer say stays.</summary>
    public void Offer(string key, object value, string variable) =>
        Offer(key, binding.Tree(value, KeyOf(key).Shape, Origin.Named(variable)));

    /// <summary>Offers what the settings say at another path, as if they had said it here.</summary>
    public void OfferSame(string key, string keys)
    {
        if (At(keys) is { } same)
        {
            Offer(key, same);
        }
    }

    /// <summary>Offers the first of some variables that says something. One that the key's rule refuses is a fault.</summary>
    public void OfferFirst(string key, params ReadOnlySpan<string> names)
    {
        if (IsSaid(key) || offered[key] is not null || variables.First(names) is not var (name, text))
        {
            return;
        }

        if (KeyOf(key).Rule?.Value?.Check(text) is { } complaint)
        {
            faults.Add(Origin.Named(name), "", complaint);
        }

        Offer(key, text, name);
    }

    /// <summary>A fault where the settings, or else the variable that stands for the key, say something other than the repository that a variable names.</summary>
    public void Agree(string key, string named, string variable, string? standIn = null)
    {
        if (At(key) is { } own)
        {
            Agree(own.Origin, $"{path}.{key}", own.Value, named, variable);
        }
        else if (standIn is not null && variables.First(standIn) is var (name, text))
        {
            Agree(Origin.Named(name), "", text, named, variable);
        }
    }

    private void Agree(Origin origin, string at, string? value, string named, string variable)
    {
        if (value is not null && value != named)
        {
            var problem = $"'{value}' disagrees with '{named}' in the host of {variable}";
            faults.Add(origin, at, problem, "correct one, or unset the variable");
        }
    }

    private void Offer(string key, SettingNode value) => offered.Offer(said, key, value);

    private ShapeKey KeyOf(string key) => keys.First(known => known.Name == key);

    private SettingNode? At(string keys) => keys.Split('.').Aggregate(said, (node, key) => node?[key]);
}
