using Stevedore.Settings;

namespace Stevedore.Credentials;

/// <summary>The text that a secret gets: what it has already, with the new user name and password.</summary>
internal static class SecretUpdate
{
    /// <param name="existing">The secret's text; null when there is none yet.</param>
    /// <param name="settings">Its keys, or the user name when the whole text is the password.</param>
    /// <param name="credential">What is stored.</param>
    /// <param name="what">What cannot be done when the existing text is in the way.</param>
    /// <param name="overwritten">What others, or this run, wrote at the same time; null for nothing.</param>
    /// <exception cref="StevedoreException">The existing text, or some of it, would be lost.</exception>
    public static Secret Apply(
        Secret? existing,
        SecretsManagerCredentialSettings settings,
        NewCredential credential,
        string what,
        SecretOverlap? overwritten = null
    )
    {
        var texts = new[] { existing, overwritten?.Text }.OfType<Secret>().Where(text => !string.IsNullOrWhiteSpace(text.Reveal()));
        if (IsWhole(settings))
        {
            return texts.Any(SecretObject.IsLike) && !SecretObject.IsLike(credential.Password)
                ? throw WouldLoseKeys(what)
                : credential.Password;
        }

        var objects = texts.Select(text => SecretObject.Parse(text) ?? throw NoObject(what));
        var merged = (overwritten is { IsNewer: true } ? objects.Reverse() : objects)
            .Append(SecretObject.Parse(credential.Password.Derive("{}"))!)
            .Aggregate((first, second) => first.WithMissing(second));
        var (usernameKey, passwordKey) = SecretText.Keys(settings);
        if (credential.Username is not null)
        {
            merged = merged.With(usernameKey, credential.Username);
        }

        return credential.Password.Derive(merged.With(passwordKey, credential.Password.Reveal()).Reveal());
    }

    /// <summary>Whether the secret's whole text is the password.</summary>
    public static bool IsWhole(SecretsManagerCredentialSettings settings) => settings is { Username: not null, PasswordKey: null };

    /// <summary>What became of a text, seen from what others wrote since.</summary>
    /// <param name="now">Their text.</param>
    /// <param name="written">What this run wrote.</param>
    /// <param name="replaced">What this run replaced; null for nothing.</param>
    public static SecretFate Fate(Secret now, Secret written, Secret? replaced, SecretsManagerCredentialSettings settings)
    {
        if (now.Equals(written))
        {
            return SecretFate.Kept;
        }

        if (IsWhole(settings) || SecretObject.Parse(now) is not { } after || SecretObject.Parse(written) is not { } own)
        {
            return SecretFate.Replaced;
        }

        var before = replaced is null ? null : SecretObject.Parse(replaced);
        var (username, password) = SecretText.Keys(settings);
        string[] keys = settings.Username is null ? [username, password] : [password];
        return after.Holds(own, keys) ? SecretFate.Kept
            : keys.All(key => after.IsAs(own, key) || after.IsAs(before, key)) ? SecretFate.Lost
            : SecretFate.Replaced;
    }

    private static StevedoreException WouldLoseKeys(string what) =>
        new(
            what,
            "it is JSON with keys, and the settings make the whole secret the password, so that the keys would be lost",
            "Set credentials.passwordKey to the key of the password, name another secret, or delete this one."
        );

    private static StevedoreException NoObject(string what) =>
        new(
            what,
            "it is not a JSON object, and would be overwritten as a whole",
            "Name another secret, delete this one, or set credentials.username when the whole secret is the password."
        );
}

/// <summary>What became of a credential that was written while others wrote the same secret.</summary>
internal enum SecretFate
{
    /// <summary>It is there, and so is all that was there with it.</summary>
    Kept,

    /// <summary>Others began before it was there, and wrote after it: it has to be written again.</summary>
    Lost,

    /// <summary>Others stored another credential in its place.</summary>
    Replaced,
}
