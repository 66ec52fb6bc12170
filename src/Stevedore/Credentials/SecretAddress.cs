namespace Stevedore.Credentials;

/// <summary>A secret of Secrets Manager.</summary>
/// <param name="Id">Its name or ARN.</param>
/// <param name="VersionStage">Null for the current one.</param>
/// <param name="VersionId">A version instead of a stage.</param>
/// <param name="Region">Null for that of the ARN, else the run's.</param>
/// <param name="Role">The ARN of a role to assume; null for the caller's own credentials.</param>
public sealed record SecretAddress(
    string Id,
    string? VersionStage = null,
    string? VersionId = null,
    string? Region = null,
    string? Role = null
);
