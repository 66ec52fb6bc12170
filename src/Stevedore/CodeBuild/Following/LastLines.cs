using System.Text.RegularExpressions;

namespace Stevedore.CodeBuild.Following;

/// <summary>Keeps the last lines before the first phase that failed.</summary>
internal sealed class LastLines
{
    // [Container] 2026/01/02 03:04:05.678901 Phase complete: BUILD State: FAILED
    private static readonly Regex Failed = new(
        @"^\[Container\] \S+ \S+ Phase complete: \w+ State: FAILED",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );
    private const int Most = 10;

    private readonly Queue<string> lines = new();
    private ImmutableArray<string>? kept;

    /// <summary>In their order.</summary>
    public ImmutableArray<string> Lines => kept ?? [.. lines];

    public void Add(string line)
    {
        if (kept is not null)
        {
            return;
        }

        if (Failed.IsMatch(line))
        {
            kept = [.. lines];
            return;
        }

        // CodeBuild's own lines say what is in the table.
        if (string.IsNullOrWhiteSpace(line) || line.StartsWith("[Container] ", StringComparison.Ordinal))
        {
            return;
        }

        lines.Enqueue(OutsideText.Line(line));
        if (lines.Count > Most)
        {
            lines.Dequeue();
        }
    }
}
