using Stevedore.Settings;
using Stevedore.Tasks;

namespace Stevedore.Credentials;

/// <summary>Finds user name and password in the text of a secret. Never repeats the text.</summary>
internal static class SecretText
{
    /// <summary>The keys that a secret has when the settings name none.</summary>
    public static (string Username, string Password) DefaultKeys =>
        (SecretsManagerCredentialSettings.DefaultUsernameKey, SecretsManagerCredentialSettings.DefaultPasswordKey);

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

        var secret = SecretObject.Parse(text) ?? throw NoObject(what);
        var (usernameKey, passwordKey) = Keys(settings);
        return (settings.Username ?? Value(secret, usernameKey, what), text.Derive(Value(secret, passwordKey, what)));
    }

    /// <summary>The keys of user name and password.</summary>
    public static (string Username, string Password) Keys(SecretsManagerCredentialSettings settings) =>
        (settings.UsernameKey ?? DefaultKeys.Username, settings.PasswordKey ?? DefaultKeys.Password);

    private static StevedoreException NoObject(string what) =>
        new(
            what,
            "it is not a JSON object",
            "Store it with keys, as the target CredentialsStore does, or set credentials.username when the whole secret is the password."
        );

    private static string Value(SecretObject secret, string key, string what)
    {
        if (secret.Raw(key) is not { } raw)
        {
            var keys = KeyNames.Shown(secret.Keys);
            throw new StevedoreException(
                what,
                $"it has no key '{key}'{(keys is null ? "" : $", only {keys}")}",
                "Correct credentials.usernameKey and credentials.passwordKey, or add the key with the target CredentialsStore."
            );
        }

        var text = SecretValue.Text(raw);
        if (text is null && SecretValue.IsString(raw))
        {
            throw new StevedoreException(
                what,
                $"its key '{key}' holds half a character (an unpaired surrogate), which is no text",
                "Store it again with the target CredentialsStore."
            );
        }

        return text?.Trim() is { Length: > 0 } value ? value : throw Empty(what, $"its key '{key}'");
    }

    private static StevedoreException Empty(string what, string which) =>
        new(what, $"{which} holds no text", "Store it with the target CredentialsStore.");
}
