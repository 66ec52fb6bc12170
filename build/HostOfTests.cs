using Cake.Common;
using Cake.Common.IO;
using Cake.Core;
using Cake.Core.IO;

namespace Build;

/// <summary>The build as the lab's tests start it: some five hundred times, so that compiling it ahead pays in CI as well.</summary>
public static class HostOfTests
{
    /// <summary>Compiles a copy, since this process runs from the original.</summary>
    /// <returns>Its program.</returns>
    public static FilePath Compile(ICakeContext context)
    {
        var folder = context.Environment.WorkingDirectory.Combine("build/bin/Tests");
        if (context.DirectoryExists(folder))
        {
            context.DeleteDirectory(folder, new DeleteDirectorySettings { Recursive = true });
        }

        context.CopyDirectory("build/bin/Release/net10.0", folder);
        var arguments = new ProcessArgumentBuilder()
            .Append("msbuild build/Build.csproj -nologo -verbosity:quiet -target:CompileAhead")
            .Append("-property:Configuration=Release -property:CompileAhead=true")
            .AppendQuoted($"-property:OutDir={folder.FullPath}/");
        var code = context.StartProcess("dotnet", new ProcessSettings { Arguments = arguments });
        return code == 0
            ? folder.CombineWithFilePath("Build.dll")
            : throw new CakeException(Invariant($"The build for the lab's tests was not compiled: msbuild ended with {code}, see above."));
    }
}
