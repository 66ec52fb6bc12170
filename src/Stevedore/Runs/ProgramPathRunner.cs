using System.ComponentModel;
using Cake.Core;
using Cake.Core.IO;

namespace Stevedore.Runs;

/// <summary>Starts programs that are only named from the PATH: without it .NET takes a file of that name in the working folder first.</summary>
internal sealed class ProgramPathRunner(IProcessRunner inner, ICakeEnvironment environment) : IProcessRunner
{
    private const int NoSuchFile = 2;

    /// <exception cref="Win32Exception">There is no such program.</exception>
    public IProcess Start(FilePath filePath, ProcessSettings settings) =>
        inner.Start(filePath.FullPath == filePath.GetFilename().FullPath ? OnPath(filePath.FullPath) : filePath, settings);

    private FilePath OnPath(string program) =>
        ProgramPath.Find(environment.GetEnvironmentVariable("PATH"), ProgramPath.Names(program)) ?? throw new Win32Exception(NoSuchFile);
}
