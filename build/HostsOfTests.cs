using Cake.Common;
using Cake.Common.IO;
using Cake.Core;
using Cake.Core.IO;

namespace Build;

/// <summary>The hosts that tests start, a thousand times in all: compiling what they share ahead pays in CI as well.</summary>
public static class HostsOfTests
{
    /// <summary>Compiles a copy, since this process runs from the original.</summary>
    /// <returns>The folder that they are in.</returns>
    public static DirectoryPath Compile(ICakeContext context)
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
        if (code != 0)
        {
            throw new CakeException(Invariant($"The hosts for the tests were not compiled: msbuild ended with {code}, see above."));
        }

        // They use nothing that the build does not.
        foreach (var host in (string[])["ShipHost", "SampleHost"])
        {
            context.CopyFiles($"tests/{host}/bin/Release/net10.0/{host}.*", folder);
        }

        return folder;
    }
}
