using System.Collections.Immutable;
using Cake.Core.IO;

namespace Stevedore.Tests;

/// <summary>Starts no process, and remembers what was asked for.</summary>
public sealed class RecordingProcesses : IProcessRunner
{
    private readonly List<RecordedProcess> _started = [];

    public ImmutableArray<RecordedProcess> Started => [.. _started];

    /// <summary>The one process that was asked for.</summary>
    public RecordedProcess Only => _started.Single();

    /// <summary>How the next process ends. By default: with exit code 0, without a word.</summary>
    public FinishedProcess Answer { get; set; } = new();

    /// <summary>Which processes end with exit code 1 instead. By default none.</summary>
    public Func<RecordedProcess, bool>? Fails { get; set; }

    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        _started.Add(new(filePath, settings));
        foreach (var line in Answer.Errors)
        {
            _ = settings.RedirectedStandardErrorHandler?.Invoke(line);
        }

        return Fails?.Invoke(_started[^1]) == true ? new FinishedProcess { Code = 1 } : Answer;
    }
}
