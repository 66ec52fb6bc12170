using Stevedore.Secrets;

namespace Stevedore.Registries;

/// <summary>What a registry is logged in to with.</summary>
/// <param name="Username">For ECR always <c>AWS</c>.</param>
/// <param name="Password">A password, an access token or an authorization token.</param>
/// <param name="Source">Where it came from, for messages: <c>an ECR authorization token of account 123456789012</c>.</param>
public sealed record RegistryCredential(string Username, Secret Password, string Source)
{
    /// <summary>The user name that docker gives an identity token: one that is only exchanged for others.</summary>
    public const string IdentityToken = "<token>";

    /// <summary>Whether docker finds it by itself, so that it is not written anywhere for docker.</summary>
    public bool IsDockers { get; init; }
}
