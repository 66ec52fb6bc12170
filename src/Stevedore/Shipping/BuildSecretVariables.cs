using Stevedore.Credentials;

namespace Stevedore.Shipping;

/// <summary>The environment variables that carry the secrets which Dockerfiles mount.</summary>
/// <param name="Names">The variable of each secret, by <c>image/id</c>.</param>
/// <param name="Values">Variables that this run sets for docker; those of the environment are there already.</param>
public sealed record BuildSecretVariables(ImmutableDictionary<string, string> Names, ImmutableDictionary<string, Secret> Values);
