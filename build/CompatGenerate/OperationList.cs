using System.Text.Json;

namespace CompatGenerate;

/// <summary>Which operations the clients have.</summary>
internal static class OperationList
{
    private static readonly JsonSerializerOptions Reading = new()
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The operations by service, both in the order of their names, so that the order of the list changes nothing.</summary>
    public static IReadOnlyList<(string Service, IReadOnlyList<string> Operations)> Parse(string json) =>
        [
            .. JsonSerializer
                .Deserialize<Dictionary<string, string[]>>(json, Reading)!
                .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => (entry.Key, (IReadOnlyList<string>)[.. entry.Value.Distinct().Order(StringComparer.Ordinal)])),
        ];
}
