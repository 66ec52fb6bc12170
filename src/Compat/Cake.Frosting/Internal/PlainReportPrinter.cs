using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>
/// Prints, to a file or a pipe, what Cake's own printer prints there, without Spectre's tables: they take as long to start as a whole run.
/// What would need wrapping or markup is left to Cake's printer.
/// </summary>
internal sealed class PlainReportPrinter : ICakeReportPrinter
{
    // A table is not filled up to its right border, unless padding is asked for around it.
    private const int WidthOfName = PlainText.Width - 2;

    private readonly Lazy<ICakeReportPrinter> _spectre;
    private readonly TextWriter _output = Console.Out;

    public PlainReportPrinter(Func<ICakeReportPrinter> spectre)
    {
        _spectre = new(spectre);
    }

    public void Write(CakeReport report)
    {
        if (PlainReport.TryRender(report, out var text))
        {
            _output.Write(text);
        }
        else
        {
            _spectre.Value.Write(report);
        }
    }

    public void WriteStep(string name, Verbosity verbosity)
    {
        if (PlainText.Fits(name))
        {
            WriteBox(PlainText.BlankLine, '═', name, PlainText.Width, verbosity >= Verbosity.Normal);
        }
        else
        {
            _spectre.Value.WriteStep(name, verbosity);
        }
    }

    public void WriteLifeCycleStep(string name, Verbosity verbosity)
    {
        if (PlainText.Fits(name))
        {
            WriteBox(string.Empty, '─', name, WidthOfName, verbosity >= Verbosity.Normal);
        }
        else
        {
            _spectre.Value.WriteLifeCycleStep(name, verbosity);
        }
    }

    public void WriteSkippedStep(string name, Verbosity verbosity)
    {
        if (PlainText.Fits(name))
        {
            WriteBox(string.Empty, '═', name, WidthOfName, verbosity >= Verbosity.Verbose);
        }
        else
        {
            _spectre.Value.WriteSkippedStep(name, verbosity);
        }
    }

    private void WriteBox(string first, char line, string name, int width, bool isShown)
    {
        if (isShown)
        {
            var border = new string(line, PlainText.Width);
            _output.Write(string.Join(Environment.NewLine, first, border, $" {name}".PadRight(width), border, string.Empty));
        }
    }
}
