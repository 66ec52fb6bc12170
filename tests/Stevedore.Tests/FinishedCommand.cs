using System.Diagnostics;
using Xunit;

namespace Stevedore.Tests;

/// <summary>A command that only prepares a test: what it failed to prepare is not blamed on what is tested.</summary>
internal static class FinishedCommand
{
    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
