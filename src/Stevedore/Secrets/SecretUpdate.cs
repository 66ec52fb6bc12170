using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stevedore.Settings;

namespace Stevedore.Secrets;

/// <summary>The text that a secret gets: what it has already, with the new user name and password.</summary>
public static class SecretUpdate
{
    // Other programs read it too, and some of them as people do.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="existing">The secret's text; null when there is none yet.</param>
    /// <param name="settings">Its keys, or the user name when the whole text is the password.</param>
    /// <param name="credential">What is stored.</param>
    /// <param name="what">What cannot be done when the existing text is in the way.</param>
    /// <exception cref="StevedoreException">The existing text is no JSON object, and would be lost.</exception>
    public static Secret Apply(Secret? existing, SecretsManagerCredentialSettings settings, NewCredential credential, string what)
    {
        if (IsWhole(settings))
        {
            return credential.Password;
        }

        var secret = existing is null ? [] : Parse(existing, what);
        var (usernameKey, passwordKey) = SecretText.Keys(settings);
        if (credential.Username is not null)
        {
            secret[usernameKey] = credential.Username;
        }

        secret[passwordKey] = credential.Password.Reveal();
        return credential.Password.Derive(secret.ToJsonString(Plain));
    }

    /// <summary>Whether the secret's whole text is the password.</summary>
    public static bool IsWhole(SecretsManagerCredentialSettings settings) => settings is { Username: not null, PasswordKey: null };

    private static JsonObject Parse(Secret existing, string what)
    {
        try
        {
            if (JsonNode.Parse(existing.Reveal()) is JsonObject secret)
            {
                return secret;
            }
        }
        catch (JsonException)
        {
            // Its message quotes the text.
        }

        throw new StevedoreException(
            what,
            "it is not a JSON object, and would be overwritten as a whole",
            "Name another secret, delete this one, or set credentials.username when the whole secret is the password."
        );
    }
}
