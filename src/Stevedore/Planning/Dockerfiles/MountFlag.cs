using System.Text;

namespace Stevedore.Planning.Dockerfiles;

/// <summary>The value of <c>RUN --mount</c>: comma-separated, with quotes as in a spreadsheet's files.</summary>
internal static class MountFlag
{
    /// <summary>What is mounted; null for what comes from no stage and no image.</summary>
    public static string? From(string value)
    {
        var keys = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in Fields(value))
        {
            var parts = field.Split('=', 2);
            keys[parts[0]] = parts.ElementAtOrDefault(1) ?? "";
        }

        return
            keys.GetValueOrDefault("type", "bind").ToLowerInvariant() is "bind" or "cache"
            && keys.GetValueOrDefault("from") is { Length: > 0 } from
            ? from
            : null;
    }

    private static List<string> Fields(string value)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var at = 0; at < value.Length; at++)
        {
            if (value[at] == '"' && (isQuoted || field.Length == 0))
            {
                isQuoted = !isQuoted;
            }
            else if (value[at] == ',' && !isQuoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(value[at]);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
