using System.Text.Json;

namespace Stevedore.Secrets;

/// <summary>Reads a credential from what a program writes to standard input. Never repeats it.</summary>
public static class NewCredentialText
{
    private const string What = "Cannot read the credentials from standard input";

    /// <param name="text">Two lines, user name and password, or a JSON object with these keys; one line where no user name is asked for.</param>
    /// <param name="asksUsername">Whether a user name is stored too.</param>
    /// <param name="usernameKey">The key that the secret gives the user name, which JSON may use too.</param>
    /// <param name="passwordKey">The key that the secret gives the password.</param>
    /// <param name="redactor">That of the run.</param>
    /// <exception cref="StevedoreException">Something is missing.</exception>
    public static NewCredential Parse(string text, bool asksUsername, string usernameKey, string passwordKey, Redactor redactor)
    {
        if (text.TrimStart().StartsWith('{'))
        {
            return Json(text, asksUsername, ["username", usernameKey], ["password", "token", passwordKey], redactor);
        }

        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToArray();
        return (asksUsername, lines) switch
        {
            (true, [var username, var password]) => new(username, new(password, redactor)),
            (false, [var password]) => new(null, new(password, redactor)),
            _ => throw new StevedoreException(
                What,
                $"it has {lines.Length} {(lines.Length == 1 ? "line" : "lines")}",
                asksUsername
                    ? "Write the user name on the first line and the password or token on the second, or a JSON object with `username` and `password`."
                    : "Write the password or token on one line; the settings name the user."
            ),
        };
    }

    private static NewCredential Json(string text, bool asksUsername, string[] usernames, string[] passwords, Redactor redactor)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var username = asksUsername ? Value(document.RootElement, usernames) : null;
            return new(username, new(Value(document.RootElement, passwords), redactor));
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            // Its message may quote the text, so it is not kept.
            throw new StevedoreException(
                What,
                "it is no JSON object of texts",
                "Write { \"username\": …, \"password\": … }, or two lines."
            );
        }
    }

    private static string Value(JsonElement root, string[] keys) =>
        keys.Select(key => root.TryGetProperty(key, out var value) ? value.GetString()?.Trim() : null)
            .FirstOrDefault(value => value is { Length: > 0 })
        ?? throw new StevedoreException(What, $"it has no `{keys[0]}`", "Write { \"username\": …, \"password\": … }, or two lines.");
}
