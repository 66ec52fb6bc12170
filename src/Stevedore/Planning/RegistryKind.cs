using Stevedore.Images;
using Stevedore.Settings;

namespace Stevedore.Planning;

/// <summary>A kind of registry, as far as it can be told without asking anybody: its settings, and how it names what is in it. Pure.</summary>
public abstract class RegistryKind : RegistryKeys
{
    /// <summary>What is known of a registry from its settings and from what AWS answered.</summary>
    /// <param name="facts">Null before AWS is asked.</param>
    public abstract RegistryPlan Plan(string name, RegistrySettings settings, RegistryFacts? facts);

    /// <summary>The repository of an image there, and a note when its name had to be changed, else null.</summary>
    public abstract (ImageReference Reference, string? Note) Refer(RegistryPlan registry, RepositoryName repository);

    /// <summary>Whether nobody reads what is pushed there without leave. Where that cannot be told it is false.</summary>
    public virtual bool IsPrivate(RegistryPlan registry) => false;

    /// <summary>What is chosen for repositories that a stack of CloudFormation can make there; null where it can make none.</summary>
    internal virtual RepositoryRules? Repositories(RegistrySettings settings) => null;

    /// <summary>What a rehearsal replaces of its settings, so that nothing of it leads out of the lab.</summary>
    public virtual ImmutableArray<RehearsedKey> Rehearsed(RegistryPlan registry) => [];

    /// <summary>Settings by which the registry of a host is logged in to, where its host alone says enough; null for none.</summary>
    /// <param name="known">Those of the run: one that leaves open where it is may be of this host.</param>
    internal virtual RegistrySettings? OfHost(string host, IEnumerable<RegistrySettings> known) => null;

    /// <summary>The kind of these settings. Of two with the same settings the later counts.</summary>
    internal static RegistryKind Of(RegistrySettings settings, ImmutableArray<RegistryKind> kinds) =>
        kinds.Last(kind => kind.SettingsType.IsInstanceOfType(settings));
}

/// <summary>What is chosen for repositories of a registry.</summary>
/// <param name="AreImmutable">Whether their tags keep their images, but for those that move.</param>
/// <param name="Role">The role that the registry is spoken to with; null for whoever runs.</param>
internal sealed record RepositoryRules(bool AreImmutable, string? Role);
