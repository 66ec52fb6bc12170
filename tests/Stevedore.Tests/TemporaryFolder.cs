namespace Stevedore.Tests;

/// <summary>A folder of a test's own, gone with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("stevedore-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A file that may be run.</summary>
    /// <param name="script">What it does, for a shell.</param>
    public string Program(string name, string script = "") => Program(name, System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\n{script}"));

    /// <summary>The same of bytes.</summary>
    public string Program(string name, byte[] content)
    {
        var file = File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllBytes(file, content);
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return file;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
