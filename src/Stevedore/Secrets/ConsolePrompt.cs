using System.Text;

namespace Stevedore.Secrets;

/// <summary>Asks at the terminal, where the password is not shown; without one, reads standard input to its end.</summary>
public sealed class ConsolePrompt(Redactor redactor) : ICredentialPrompt
{
    /// <inheritdoc/>
    public NewCredential Ask(string registry, bool asksUsername, string usernameKey, string passwordKey)
    {
        if (Console.IsInputRedirected)
        {
            return NewCredentialText.Parse(Console.In.ReadToEnd(), asksUsername, usernameKey, passwordKey, redactor);
        }

        string? username = null;
        if (asksUsername)
        {
            Console.Error.Write($"User name for {registry}: ");
            username = Given(Console.ReadLine(), "user name");
        }

        Console.Error.Write($"Password or token for {registry} (not shown): ");
        return new(username, new(Given(Hidden(), "password or token"), redactor));
    }

    private static string Hidden()
    {
        var text = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key)
            {
                case { Key: ConsoleKey.Enter }:
                    Console.Error.WriteLine();
                    return text.ToString();
                case { Key: ConsoleKey.Backspace }:
                    text.Length = Math.Max(text.Length - 1, 0);
                    break;
                case { KeyChar: >= ' ' }:
                    text.Append(key.KeyChar);
                    break;
                default:
                    break;
            }
        }
    }

    private static string Given(string? text, string what) =>
        text?.Trim() is { Length: > 0 } given
            ? given
            : throw new StevedoreException("Cannot store the credentials", $"no {what} was given", "Run again and type it.");
}
