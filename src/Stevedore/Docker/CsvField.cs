namespace Stevedore.Docker;

/// <summary>A field of the comma-separated lists that docker takes many options as.</summary>
internal static class CsvField
{
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(",\"\r\n");

    /// <summary>In quotes where it needs them.</summary>
    public static string Of(string text) =>
        text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
