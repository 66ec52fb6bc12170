using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Stevedore.Terminal;

/// <summary>The terminal on standard input, without echo and without lines of its own, until it is given back.</summary>
/// <remarks>.NET's console turns the echo off for each key and on again between two, which shows what is pasted.</remarks>
[UnsupportedOSPlatform("windows")]
internal sealed class QuietTerminal : IDisposable
{
    private const int Input = 0;
    private const int AtOnce = 0;

    // What is left of a paste must not reach the shell.
    private const int DroppingInput = 2;

    private readonly Lock gate = new();
    private readonly byte[] before = new byte[128];
    private readonly byte[] quiet;
    private readonly FileStream input = new(new SafeFileHandle(Input, ownsHandle: false), FileAccess.Read, bufferSize: 0);
    private readonly PosixSignalRegistration resumed;
    private bool isGivenBack;

    /// <exception cref="StevedoreException">It is no terminal.</exception>
    public QuietTerminal()
    {
        if (GetAttributes(Input, before) != 0)
        {
            throw new StevedoreException(
                "Cannot read from the terminal",
                Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()),
                "Pipe the credentials to standard input instead: user name and password on two lines, or JSON."
            );
        }

        quiet = TerminalAttributes.Quiet(before, OperatingSystem.IsMacOS());
        _ = SetAttributes(Input, AtOnce, quiet);
        // Who stops the process and goes on gets the shell's settings.
        resumed = PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Again());
    }

    /// <summary>The next byte; negative at the end.</summary>
    public int Read() => input.ReadByte();

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            if (!isGivenBack)
            {
                isGivenBack = true;
                _ = SetAttributes(Input, DroppingInput, before);
                resumed.Dispose();
                input.Dispose();
            }
        }
    }

    private void Again()
    {
        lock (gate)
        {
            _ = isGivenBack ? 0 : SetAttributes(Input, AtOnce, quiet);
        }
    }

    [DllImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetAttributes(int file, [Out] byte[] attributes);

    [DllImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetAttributes(int file, int when, byte[] attributes);
}
