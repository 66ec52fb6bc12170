using Stevedore.Settings.Shapes;

namespace Stevedore.Settings;

/// <summary>What stevedore.json may say of one kind of registry: its keys, what they default to, and what it cannot do without. Pure.</summary>
public abstract class RegistryKeys
{
    private readonly Lazy<Shape> shape;

    /// <summary>Reads nothing yet.</summary>
    protected RegistryKeys() => shape = new(() => TypeShape.Of(SettingsType));

    /// <summary>The value of <c>type</c>, equal to <see cref="RegistrySettings.Type"/> of its settings.</summary>
    public abstract string Type { get; }

    /// <summary>The class of its settings, which extends <see cref="RegistrySettings"/>: a key a property.</summary>
    public abstract Type SettingsType { get; }

    /// <summary>Whether deployments take images from a registry of this kind rather than from others, where <c>definitions.registry</c> is not said.</summary>
    public virtual bool IsDeployedFrom => false;

    /// <summary>Offers values for keys that the settings leave open and that are not always the same.</summary>
    public virtual void Suggest(RegistrySuggestions open) { }

    /// <summary>What these settings cannot do without; null for nothing. All layers are merged, and <see cref="RegistrySettings.Push"/> is said.</summary>
    public virtual KeyFault? FaultOf(RegistrySettings settings) => null;

    /// <summary>Where the settings say that a person's credentials are; null for a kind that makes its own.</summary>
    public virtual CredentialSettings? CredentialsOf(RegistrySettings settings) => null;

    /// <summary>An image's repository as it is called there, without what stands before it.</summary>
    public virtual string RepositoryOf(string repository) => repository;

    internal Shape Shape => shape.Value;
}

/// <summary>What a registry's settings cannot do without.</summary>
/// <param name="Key">The key that is at fault.</param>
/// <param name="Complaint">What is wrong with it.</param>
public sealed record KeyFault(string Key, Complaint Complaint);
