using System.Text.Json;
using Stevedore.Terminal;

namespace Stevedore.Ecs;

/// <summary>What a deployment would change, for programs.</summary>
internal static class DifferenceJson
{
    public static byte[] Render(IEnumerable<ServiceDifference> differences)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, OutputJson.Readable))
        {
            json.WriteStartObject();
            json.WriteStartArray("services");
            foreach (var service in differences)
            {
                json.WriteStartObject();
                json.WriteString("cluster", service.Cluster);
                json.WriteString("service", service.Service);
                json.WriteString("taskDefinition", service.TaskDefinition);
                json.WriteStartArray("differences");
                foreach (var line in service.Lines)
                {
                    json.WriteStringValue(line);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.ToArray();
    }
}
