using System.Runtime.InteropServices;

namespace Stevedore.Terminal;

/// <summary>What another program writes to standard input.</summary>
internal static class StandardInput
{
    private const int GetFlags = 1;
    private const int ClosesOnExecution = 1;

    /// <summary>Whether the process was started without one: what has its number then is the runtime's own.</summary>
    // What a process is started with has survived an execution.
    public static bool IsClosed => !OperatingSystem.IsWindows() && Control(0, GetFlags) is < 0 or ClosesOnExecution;

    /// <summary>All of it, as it came; null when it is longer than that.</summary>
    public static byte[]? ReadToEnd(int most)
    {
        using var input = Console.OpenStandardInput();
        using var content = new MemoryStream();
        var buffer = new byte[4096];
        for (var count = input.Read(buffer); count > 0; count = input.Read(buffer))
        {
            content.Write(buffer, 0, count);
            if (content.Length > most)
            {
                return null;
            }
        }

        return content.ToArray();
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int file, int command);
}
