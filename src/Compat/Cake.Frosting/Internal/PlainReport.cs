using System.Globalization;
using System.Text;
using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>The table at the end of a run, laid out as Spectre lays it out.</summary>
internal sealed class PlainReport
{
    // Task, Duration, Status, Skip Reason: the first is set wide apart from the others.
    private static readonly int[] PaddingOnTheRight = [10, 1, 1, 1];

    private readonly List<string[]> _rows = [];
    private readonly StringBuilder _text = new();

    private PlainReport(CakeReport report)
    {
        var hasReasons = false;
        var total = TimeSpan.Zero;
        foreach (var entry in report)
        {
            hasReasons |= !string.IsNullOrEmpty(entry.SkippedMessage);
            total += entry.Duration;
        }

        AddRow(hasReasons, "Task", "Duration", "Status", "Skip Reason");
        foreach (var entry in report)
        {
            var isSkipped = entry.ExecutionStatus == CakeTaskExecutionStatus.Skipped;
            var duration = isSkipped ? "-" : TextOf(entry.Duration);
            AddRow(hasReasons, entry.TaskName, duration, entry.ExecutionStatus.ToReportStatus(), entry.SkippedMessage ?? string.Empty);
        }

        AddRow(hasReasons, "Total:", TextOf(total), string.Empty, string.Empty);
    }

    public static bool TryRender(CakeReport report, out string text)
    {
        var plain = new PlainReport(report);
        text = plain.TryWidths(out var widths) ? plain.Render(widths) : null;
        return text != null;
    }

    private static string TextOf(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);

    private void AddRow(bool hasReasons, string task, string duration, string status, string reason)
    {
        _rows.Add(hasReasons ? [task, duration, status, reason] : [task, duration, status]);
    }

    /// <summary>Spreads what is left of the width over the columns by their widest texts.</summary>
    private bool TryWidths(out int[] widths)
    {
        widths = new int[_rows[0].Length];
        var left = PlainText.Width - 1;
        var content = 0;
        for (var column = 0; column < widths.Length; column++)
        {
            foreach (var row in _rows)
            {
                if (!PlainText.IsPlain(row[column]))
                {
                    return false;
                }

                widths[column] = Math.Max(widths[column], row[column].Length);
            }

            content += widths[column];
            left -= widths[column] + PaddingOnTheRight[column] + 2;
        }

        if (left < 0)
        {
            return false;
        }

        for (var column = 0; column < widths.Length; column++)
        {
            var share = (int)Math.Ceiling(widths[column] * left / (double)content);
            left -= share;
            content -= widths[column];
            widths[column] += share;
        }

        return true;
    }

    private string Render(int[] widths)
    {
        var line = new string('━', PlainText.Width);
        _text.AppendLine(PlainText.BlankLine);
        for (var row = 0; row < _rows.Count; row++)
        {
            if (row == 1 || row == _rows.Count - 1)
            {
                _text.AppendLine(line);
            }

            for (var column = 0; column < widths.Length; column++)
            {
                _text.Append("  ").Append(_rows[row][column].PadRight(widths[column] + PaddingOnTheRight[column]));
            }

            _text.AppendLine(" ");
        }

        return _text.AppendLine(PlainText.BlankLine).ToString();
    }
}
