using System.Reflection;

namespace Stevedore.Rehearsal;

/// <summary>The program that is running, for running it again.</summary>
internal static class ThisProgram
{
    /// <summary>The runtime and the assembly, or the program alone.</summary>
    public static IEnumerable<string> Command()
    {
        var process = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(process) == "dotnet" ? [process, Assembly.GetEntryAssembly()!.Location] : [process];
    }
}
