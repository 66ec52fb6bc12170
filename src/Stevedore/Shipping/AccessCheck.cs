namespace Stevedore.Shipping;

/// <summary>What was found out about one repository, or about a registry that nothing is pushed to.</summary>
/// <param name="Registry">The registry's name in the settings.</param>
/// <param name="Place">The repository, or the registry's host.</param>
/// <param name="Credential">Where the credential comes from; null for anonymous access.</param>
/// <param name="Login">Whether the credential resolves and is accepted.</param>
/// <param name="Pull">Whether images may be read; null when not asked.</param>
/// <param name="Push">Whether images may be written; null when not asked, or when the repository is not there yet.</param>
/// <param name="Problem">The first failure; null for none.</param>
public sealed record AccessCheck(
    string Registry,
    string Place,
    string? Credential,
    bool Login,
    bool? Pull,
    bool? Push,
    StevedoreException? Problem
);
