namespace Stevedore.Credentials;

/// <summary>A parameter of Parameter Store.</summary>
/// <param name="Name">Its name or ARN, perhaps with a version or label behind a colon.</param>
/// <param name="Region">Null for that of the ARN, else the run's.</param>
/// <param name="Role">The ARN of a role to assume; null for the caller's own credentials.</param>
public sealed record ParameterAddress(string Name, string? Region = null, string? Role = null);
