using System.Collections.Immutable;
using Cake.Core.IO;

namespace Stevedore.Tests;

/// <summary>A process that has ended.</summary>
public sealed record FinishedProcess : IProcess
{
    public int Code { get; init; }

    public ImmutableArray<string> Output { get; init; } = [];

    public ImmutableArray<string> Errors { get; init; } = [];

    public void WaitForExit() { }

    public bool WaitForExit(int milliseconds) => true;

    public int GetExitCode() => Code;

    public IEnumerable<string> GetStandardError() => Errors;

    public IEnumerable<string> GetStandardOutput() => Output;

    public void Kill() { }

    public void Dispose() { }
}
