namespace Stevedore.Credentials;

/// <summary>Asks a person, or the program before this one in a pipe, for a credential.</summary>
public interface ICredentialPrompt
{
    /// <param name="registry">What it is for, as a person calls it.</param>
    /// <param name="asksUsername">Whether a user name is stored too.</param>
    /// <param name="usernameKey">The key that the secret gives the user name.</param>
    /// <param name="passwordKey">The key that the secret gives the password.</param>
    /// <exception cref="StevedoreException">Nothing was given.</exception>
    NewCredential Ask(string registry, bool asksUsername, string usernameKey, string passwordKey);
}

/// <summary>A user name and password or token that a person gave, to be stored.</summary>
/// <param name="Username">Null where the settings name the user and only the password is stored.</param>
/// <param name="Password">The password or token.</param>
public sealed record NewCredential(string? Username, Secret Password);
