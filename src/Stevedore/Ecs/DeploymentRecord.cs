using System.Globalization;
using System.Text.Json;
using Stevedore.Ecs.Watching;
using Stevedore.Terminal;

namespace Stevedore.Ecs;

/// <summary>The file <c>deployment.json</c>, and what <c>--json</c> prints.</summary>
internal static class DeploymentRecord
{
    /// <summary>The form of the file.</summary>
    private const int FormatVersion = 1;

    public static byte[] Render(DeploymentResult result)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, OutputJson.Readable))
        {
            json.WriteStartObject();
            json.WriteNumber("formatVersion", FormatVersion);
            json.WriteString("kind", result.IsRollback ? "rollback" : "deployment");
            json.WriteString("environment", result.Environment);
            json.WriteString("commit", result.Commit);
            json.WriteString("source", result.Source);
            json.WriteString("by", result.By);
            json.WriteString("pipeline", result.Pipeline);
            json.WriteString("pipelineExecution", result.Execution);
            json.WriteStartArray("services");
            foreach (var service in result.Services)
            {
                Service(json, service);
            }

            json.WriteEndArray();
            json.WriteStartArray("notBegun");
            foreach (var line in result.NotBegun)
            {
                json.WriteStringValue(line);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.ToArray();
    }

    /// <summary>How an end is called in files and tables.</summary>
    public static string Word(DeploymentEnd end) =>
        end switch
        {
            DeploymentEnd.Deployed => "deployed",
            DeploymentEnd.RolledBack => "rolled back",
            DeploymentEnd.Stuck => "stuck",
            DeploymentEnd.Paused => "paused",
            DeploymentEnd.Superseded => "superseded",
            DeploymentEnd.TimedOut => "timed out",
            DeploymentEnd.Unchanged => "unchanged",
            _ => "failed",
        };

    private static void Service(Utf8JsonWriter json, ServiceResult service)
    {
        json.WriteStartObject();
        json.WriteString("cluster", service.Cluster);
        json.WriteString("service", service.Service);
        json.WriteStartObject("taskDefinition");
        json.WriteString("before", service.Before);
        json.WriteString("after", service.After);
        json.WriteString("runs", service.Runs);
        json.WriteEndObject();
        json.WriteStartObject("images");
        foreach (var (container, reference) in service.Images)
        {
            json.WriteString(container, reference);
        }

        json.WriteEndObject();
        json.WriteString("outcome", Word(service.End));
        json.WriteString("reason", service.Why);
        json.WriteString("serviceDeployment", service.ServiceDeployment);
        json.WriteString("began", Time(service.Began));
        json.WriteString("ended", Time(service.Ended));
        json.WriteEndObject();
    }

    private static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>What became of each service, as a table.</summary>
internal static class DeploymentTable
{
    public static IEnumerable<string> Render(DeploymentResult result) =>
        TextTable
            .Render([
                ["SERVICE", "OUTCOME", "TASK DEFINITION", "IMAGES"],
                .. result.Services.Select(service =>
                    (string[])
                        [
                            $"{service.Cluster}/{service.Service}",
                            $"{DeploymentRecord.Word(service.End)} ({service.Why})",
                            service.After is { } after && after != service.Before ? $"{service.Before} -> {after}" : service.Before ?? "",
                            string.Join(", ", service.Images.Select(image => $"{image.Key}={image.Value}")),
                        ]
                ),
            ])
            .Concat(result.Notes);
}
