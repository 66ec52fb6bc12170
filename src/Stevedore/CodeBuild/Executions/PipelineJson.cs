using System.Text.Json;
using Stevedore.Terminal;

namespace Stevedore.CodeBuild.Executions;

/// <summary>What a pipeline is doing, for programs. Pure.</summary>
internal static class PipelineJson
{
    public static byte[] Render(PipelineReport report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, OutputJson.Readable))
        {
            json.WriteStartObject();
            json.WriteString("pipeline", report.Pipeline);
            json.WriteString("region", report.Region);
            json.WriteStartArray("executions");
            foreach (var execution in report.Executions)
            {
                json.WriteStartObject();
                Write(json, execution);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (report.Shown is { } shown)
            {
                json.WriteStartObject("execution");
                Write(json, shown);
                Write(json, shown.Stages);
                json.WriteEndObject();
            }
            else
            {
                json.WriteNull("execution");
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, ExecutionReport execution)
    {
        json.WriteString("id", execution.Id);
        json.WriteString("status", execution.Status);
        Write(json, "started", execution.Started);
        json.WriteString("by", execution.By);
        json.WriteString("rollsBackTo", execution.RollsBackTo);
        json.WriteString("summary", execution.Summary);
        json.WriteStartArray("sources");
        foreach (var source in execution.Sources)
        {
            json.WriteStartObject();
            json.WriteString("action", source.Action);
            json.WriteString("revision", source.Revision);
            json.WriteString("summary", source.Summary);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ImmutableArray<ExecutionStage> stages)
    {
        json.WriteStartArray("stages");
        foreach (var stage in stages)
        {
            json.WriteStartObject();
            json.WriteString("name", stage.Name);
            json.WriteString("status", stage.Status);
            json.WriteStartArray("waiting");
            foreach (var id in stage.Inbound)
            {
                json.WriteStringValue(id);
            }

            json.WriteEndArray();
            if (stage.Freeze is { } freeze)
            {
                json.WriteStartObject("frozen");
                json.WriteString("by", freeze.By);
                Write(json, "since", freeze.Since);
                json.WriteString("why", freeze.Why);
                json.WriteEndObject();
            }
            else
            {
                json.WriteNull("frozen");
            }

            json.WriteStartArray("otherApprovals");
            foreach (var other in stage.Others)
            {
                json.WriteStartObject();
                json.WriteString("action", other.Action);
                json.WriteString("execution", other.Execution);
                Write(json, "since", other.Since);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("actions");
            foreach (var action in stage.Actions)
            {
                Write(json, action);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // The token is what answers an approval, and nobody else's.
    private static void Write(Utf8JsonWriter json, ExecutionAction action)
    {
        json.WriteStartObject();
        json.WriteString("name", action.Name);
        json.WriteString("status", action.Status);
        json.WriteString("provider", action.Provider);
        Write(json, "started", action.Started);
        Write(json, "changed", action.Changed);
        json.WriteString("by", action.By);
        json.WriteString("summary", action.Summary);
        if (action.Approval is { } approval)
        {
            json.WriteStartObject("approval");
            json.WriteBoolean("waits", approval.Token is not null);
            json.WriteString("text", approval.Text);
            json.WriteString("link", approval.Link);
            json.WriteEndObject();
        }

        if (action.Failure is { } failure)
        {
            json.WriteStartObject("failure");
            json.WriteString("why", failure.Why);
            json.WriteStartArray("lastLines");
            foreach (var line in failure.Lines)
            {
                json.WriteStringValue(line);
            }

            json.WriteEndArray();
            json.WriteString("page", failure.Page);
            json.WriteString("note", failure.Note);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            json.WriteString(name, known.UtcDateTime);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
