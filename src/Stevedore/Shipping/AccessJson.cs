using System.Text.Json;
using Stevedore.Shipping;
using Stevedore.Terminal;

namespace Stevedore.Shipping;

/// <summary>What CredentialsCheck found, for programs.</summary>
internal static class AccessJson
{
    /// <summary>An array with an object for each repository.</summary>
    public static byte[] Render(IReadOnlyCollection<AccessCheck> checks)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, OutputJson.Readable))
        {
            json.WriteStartArray();
            foreach (var check in checks)
            {
                json.WriteStartObject();
                json.WriteString("registry", check.Registry);
                json.WriteString("repository", check.Place);
                json.WriteString("credentials", check.Credential);
                json.WriteBoolean("login", check.Login);
                Outcome(json, "passwordAsked", check.PasswordAsked);
                Outcome(json, "pull", check.Pull);
                Outcome(json, "push", check.Push);
                json.WriteString("problem", check.Problem?.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.ToArray();
    }

    private static void Outcome(Utf8JsonWriter json, string name, bool? outcome)
    {
        if (outcome is { } known)
        {
            json.WriteBoolean(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
