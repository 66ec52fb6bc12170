namespace Stevedore.Terminal;

/// <summary>Columns of text that are never wrapped or cut: a reference is there to be copied.</summary>
internal static class TextTable
{
    /// <summary>One line a row, columns two spaces apart, nothing behind the last.</summary>
    public static IEnumerable<string> Render(params IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var columns = rows.Select(row => row.Count).DefaultIfEmpty().Max();
        var widths = Enumerable.Range(0, columns).Select(column => rows.Max(row => row.ElementAtOrDefault(column)?.Length ?? 0)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
