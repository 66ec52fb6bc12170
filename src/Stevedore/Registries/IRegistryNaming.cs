using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Settings;

namespace Stevedore.Registries;

/// <summary>How one kind of registry names what is in it. Pure: planning relies on it.</summary>
public interface IRegistryNaming
{
    /// <summary>The settings that this kind binds.</summary>
    Type SettingsType { get; }

    /// <summary>What is known of a registry from its settings and from what AWS answered.</summary>
    /// <param name="facts">Null before AWS is asked.</param>
    RegistryPlan Plan(string name, RegistrySettings settings, RegistryFacts? facts);

    /// <summary>Whether nobody reads what is pushed there without leave. Where that cannot be told it is false.</summary>
    bool IsPrivate(RegistryPlan registry) => false;

    /// <summary>The repository of an image there, and a note when its name had to be changed, else null.</summary>
    (ImageReference Reference, string? Note) Refer(RegistryPlan registry, RepositoryName repository);
}
