using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;

namespace Stevedore.Shipping;

/// <summary>A registry that is logged in to.</summary>
/// <param name="Registry">The registry.</param>
/// <param name="Credential">Null where docker's own config answers.</param>
/// <param name="Client">Speaks to it with that credential.</param>
public sealed record RegistryLogin(RegistryPlan Registry, RegistryCredential? Credential, RegistryClient Client);
