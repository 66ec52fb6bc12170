using System.Text.Json;
using Stevedore.Terminal;

namespace Stevedore.Doctor;

/// <summary>What was found, for programs.</summary>
internal static class FindingJson
{
    /// <summary>An array with an object for each finding.</summary>
    public static byte[] Render(IReadOnlyCollection<Finding> findings)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, OutputJson.Readable))
        {
            json.WriteStartArray();
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("subject", finding.Subject);
                json.WriteString("level", Word(finding.Level));
                json.WriteString("says", finding.Says);
                json.WriteString("fix", finding.Fix.Length > 0 ? finding.Fix : null);
                json.WriteStartArray("details");
                foreach (var line in finding.Details)
                {
                    json.WriteStringValue(line);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.ToArray();
    }

    private static string Word(FindingLevel level) =>
        level switch
        {
            FindingLevel.Fine => "fine",
            FindingLevel.Note => "note",
            FindingLevel.Warning => "warning",
            _ => "fault",
        };
}
