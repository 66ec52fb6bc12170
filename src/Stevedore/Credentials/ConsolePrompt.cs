using Stevedore.Terminal;

namespace Stevedore.Credentials;

/// <summary>Asks at the terminal, which shows nothing of the answers; without one, reads standard input to its end.</summary>
public sealed class ConsolePrompt(Redactor redactor, CleanUp cleanUp) : ICredentialPrompt
{
    // As much as Secrets Manager holds.
    private const int MostRead = 64 * 1024;
    private const string What = "Cannot store the credentials";

    /// <inheritdoc/>
    public NewCredential Ask(string registry, bool asksUsername, string usernameKey, string passwordKey)
    {
        if (StandardInput.IsClosed)
        {
            throw new StevedoreException(What, "standard input is closed", "Type them at a terminal, or pipe them.");
        }

        return Console.IsInputRedirected ? Piped(asksUsername, usernameKey, passwordKey) : Typed(registry, asksUsername);
    }

    private NewCredential Piped(bool asksUsername, string usernameKey, string passwordKey)
    {
        var bytes =
            StandardInput.ReadToEnd(MostRead)
            ?? throw new StevedoreException(What, "standard input holds more than 64 KiB", "Pipe the credentials, and nothing else.");
        return NewCredentialText.Parse(bytes, asksUsername, usernameKey, passwordKey, redactor);
    }

    private NewCredential Typed(string registry, bool asksUsername)
    {
        using var input = HiddenInput.Open(cleanUp);
        string? username = null;
        if (asksUsername)
        {
            username = CredentialInput.CheckedUsername(Given(input.Ask($"User name for {registry} (not shown): "), "user name"), What);
        }

        var password = Given(input.Ask($"Password or token for {registry} (not shown): "), "password or token");
        redactor.Keep(password);
        return new(username, new(CredentialInput.Checked(password, "password or token", What), redactor));
    }

    private static string Given(TypedLine line, string which)
    {
        if (line.Stray is { } key)
        {
            throw new StevedoreException(
                What,
                $"{key} was typed in the {which}, and what it does here nobody can see",
                "Run again and type it; Ctrl-U begins anew."
            );
        }

        return CredentialInput.Decode(line.Bytes, What).Trim() is { Length: > 0 } given
            ? given
            : throw new StevedoreException(What, $"no {which} was given", "Run again and type it.");
    }
}
