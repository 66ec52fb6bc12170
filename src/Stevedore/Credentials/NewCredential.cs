namespace Stevedore.Credentials;

/// <summary>A user name and password or token that a person gave, to be stored.</summary>
/// <param name="Username">Null where the settings name the user and only the password is stored.</param>
/// <param name="Password">The password or token.</param>
public sealed record NewCredential(string? Username, Secret Password);
