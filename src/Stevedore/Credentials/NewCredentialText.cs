using System.Text.Json;

namespace Stevedore.Credentials;

/// <summary>Reads a credential from what a program writes to standard input. Never repeats it.</summary>
internal static class NewCredentialText
{
    private const string What = "Cannot read the credentials from standard input";
    private const string Fix = "Write { \"username\": …, \"password\": … }, or two lines.";

    /// <param name="bytes">
    /// In UTF-8: two lines, user name and password, or a JSON object with these keys; one line where no user name is asked for.
    /// </param>
    /// <param name="asksUsername">Whether a user name is stored too.</param>
    /// <param name="usernameKey">The key that the secret gives the user name, which JSON may use too.</param>
    /// <param name="passwordKey">The key that the secret gives the password.</param>
    /// <param name="redactor">That of the run.</param>
    /// <exception cref="StevedoreException">Something is missing, or is no text.</exception>
    public static NewCredential Parse(
        ReadOnlySpan<byte> bytes,
        bool asksUsername,
        string usernameKey,
        string passwordKey,
        Redactor redactor
    )
    {
        var text = CredentialInput.Decode(bytes, What);
        var (username, password) = text.TrimStart().StartsWith('{')
            ? Json(text, asksUsername, ["username", usernameKey], ["password", "token", passwordKey])
            : Lines(text, asksUsername);
        redactor.Keep(password);
        return new(
            username is null ? null : CredentialInput.CheckedUsername(username, What),
            new(CredentialInput.Checked(password, "password", What), redactor)
        );
    }

    private static (string? Username, string Password) Lines(string text, bool asksUsername)
    {
        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToArray();
        return (asksUsername, lines) switch
        {
            (true, [var username, var password]) => (username, password),
            (false, [var password]) => (null, password),
            _ => throw new StevedoreException(
                What,
                $"it has {lines.Length} {(lines.Length == 1 ? "line" : "lines")}",
                asksUsername
                    ? "Write the user name on the first line and the password or token on the second, or a JSON object with `username` and `password`."
                    : "Write the password or token on one line; the settings name the user."
            ),
        };
    }

    private static (string? Username, string Password) Json(string text, bool asksUsername, string[] usernames, string[] passwords)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            RefuseTwice(text);
            return (asksUsername ? Value(document.RootElement, usernames) : null, Value(document.RootElement, passwords));
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            // Its message may quote the text, so it is not kept.
            throw new StevedoreException(What, "it is no JSON object of texts", Fix);
        }
    }

    private static void RefuseTwice(string text)
    {
        try
        {
            JsonDocument.Parse(text, new() { AllowDuplicateProperties = false }).Dispose();
        }
        catch (JsonException)
        {
            throw new StevedoreException(What, "it has a key twice", "Write each once.");
        }
    }

    private static string Value(JsonElement root, string[] keys) =>
        keys.Select(key => root.TryGetProperty(key, out var value) ? value.GetString()?.Trim() : null)
            .FirstOrDefault(value => value is { Length: > 0 })
        ?? throw new StevedoreException(What, $"it has no `{keys[0]}`", Fix);
}
