using System.Text;
using Cake.Core.IO;

namespace Stevedore.Tests;

/// <summary>A process that was asked for.</summary>
public sealed record RecordedProcess(FilePath Path, ProcessSettings Settings)
{
    /// <summary>What the process would be given.</summary>
    public string Arguments => Settings.Arguments.Render();

    public string? StandardInput => Settings.StandardInput is { } input ? Encoding.UTF8.GetString(input.Span) : null;

    /// <summary>What a log would show.</summary>
    public string ArgumentsInLog => Settings.Arguments.RenderSafe();
}
