using System.Text.Json;

namespace Stevedore.Credentials;

/// <summary>A value as a secret's JSON writes it.</summary>
internal static class SecretValue
{
    /// <summary>The text that a JSON string or number stands for; null for anything else, and for half a character, which is no text.</summary>
    public static string? Text(string? raw)
    {
        if (raw is null)
        {
            return null;
        }

        try
        {
            using var value = JsonDocument.Parse(raw, new() { MaxDepth = 100_000 });
            return value.RootElement.ValueKind switch
            {
                JsonValueKind.String => value.RootElement.GetString(),
                JsonValueKind.Number => raw,
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether it is a JSON string.</summary>
    public static bool IsString(string raw) => raw.StartsWith('"');
}
