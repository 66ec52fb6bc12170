using System.Text;
using System.Text.Json;

namespace Stevedore.Terminal;

/// <summary>JSON for programs, without secrets in its sentences.</summary>
internal static class RedactedJson
{
    /// <summary>
    /// Only in sentences: they may quote what others wrote. Names and references come from the settings, and a program would go on with a wrong one.
    /// </summary>
    public static string Of(ReadOnlySpan<byte> json, Redactor redactor)
    {
        var shown = new StringBuilder();
        var copied = 0;
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String && reader.GetString()! is var text && redactor.Redact(text) is var clean)
            {
                if (clean != text && text.Any(char.IsWhiteSpace))
                {
                    shown.Append(Encoding.UTF8.GetString(json[copied..(int)reader.TokenStartIndex]));
                    shown.Append('"').Append(JsonEncodedText.Encode(clean, OutputJson.Readable.Encoder)).Append('"');
                    copied = (int)reader.BytesConsumed;
                }
            }
        }

        return shown.Append(Encoding.UTF8.GetString(json[copied..])).ToString();
    }
}
