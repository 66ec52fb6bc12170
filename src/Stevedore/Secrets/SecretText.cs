using System.Text.Json;
using Stevedore.Settings;

namespace Stevedore.Secrets;

/// <summary>Finds user name and password in the text of a secret. Never repeats the text.</summary>
public static class SecretText
{
    /// <summary>The keys that a secret has when the settings name none.</summary>
    public static (string Username, string Password) DefaultKeys => ("DOCKER_USERNAME", "DOCKER_TOKEN");

    /// <param name="text">The secret.</param>
    /// <param name="settings">Its keys, or the user name when the whole text is the password.</param>
    /// <param name="what">What cannot be done when something is missing.</param>
    /// <exception cref="StevedoreException">The text is no JSON object, or lacks a key.</exception>
    public static (string Username, Secret Password) Parse(Secret text, SecretsManagerCredentialSettings settings, string what)
    {
        if (settings is { Username: { } name, PasswordKey: null })
        {
            return text.Reveal().Trim() is { Length: > 0 } whole ? (name, text.Derive(whole)) : throw Empty(what, "it");
        }

        using var document = Document(text, what);
        var (usernameKey, passwordKey) = Keys(settings);
        return (
            settings.Username ?? Value(document.RootElement, usernameKey, what),
            text.Derive(Value(document.RootElement, passwordKey, what))
        );
    }

    /// <summary>The keys of user name and password.</summary>
    public static (string Username, string Password) Keys(SecretsManagerCredentialSettings settings) =>
        (settings.UsernameKey ?? DefaultKeys.Username, settings.PasswordKey ?? DefaultKeys.Password);

    private static JsonDocument Document(Secret text, string what)
    {
        try
        {
            var document = JsonDocument.Parse(text.Reveal());
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // Its message quotes the text.
        }

        throw new StevedoreException(
            what,
            "it is not a JSON object",
            "Store it with keys, as the target CredentialsStore does, or set credentials.username when the whole secret is the password."
        );
    }

    private static string Value(JsonElement secret, string key, string what)
    {
        if (!secret.TryGetProperty(key, out var value))
        {
            var keys = KeyNames.Shown(secret.EnumerateObject().Select(property => property.Name));
            throw new StevedoreException(
                what,
                $"it has no key '{key}'{(keys is null ? "" : $", only {keys}")}",
                "Correct credentials.usernameKey and credentials.passwordKey, or add the key with the target CredentialsStore."
            );
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
        return text.Length > 0 ? text : throw Empty(what, $"its key '{key}'");
    }

    private static StevedoreException Empty(string what, string which) =>
        new(what, $"{which} holds no text", "Store it with the target CredentialsStore.");
}
