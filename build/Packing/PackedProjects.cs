using Cake.Common;
using Cake.Common.IO;
using Cake.Core;
using Cake.Core.IO;

namespace Build.Packing;

/// <summary>The projects that others install, packed to artifacts/packages.</summary>
/// <param name="official">Whether Cake and the AWS clients are dependencies of the package.</param>
public sealed class PackedProjects(ICakeContext context, bool official)
{
    private const string PackageProject = "src/Stevedore/Stevedore.csproj";
    private const string ToolProject = "src/Stevedore.Tool/Stevedore.Tool.csproj";

    private DirectoryPath Folder => context.Environment.WorkingDirectory.Combine("artifacts/packages");

    private DirectoryPath Programs => context.Environment.WorkingDirectory.Combine("artifacts/programs");

    /// <summary>What git's tags say; alpha versions of the next one between them.</summary>
    public string Version()
    {
        DotNet("restore", PackageProject, "-p:Packing=true");
        return DotNet("msbuild", PackageProject, "-p:Packing=true -target:MinVer -getProperty:MinVerVersion")
            .Last(line => line.Length > 0)
            .Trim();
    }

    public void Package(string version) => DotNet("pack", PackageProject, $"{Common(version)} --output {Quoted(Folder)}");

    /// <param name="runtimes">The systems; <c>any</c> for one without code of a system.</param>
    public void Tool(string version, IReadOnlyCollection<string> runtimes) =>
        DotNet("pack", ToolProject, $"{Common(version)} -p:ToolRuntimes={string.Join('+', runtimes)} --output {Quoted(Folder)}");

    /// <summary>Programs that need no .NET, each in an archive of the kind that its system opens, and the checksums of all.</summary>
    public void Archives(string version, IReadOnlyCollection<string> runtimes)
    {
        context.EnsureDirectoryExists(Folder);
        var archives = new ProgramArchives(Folder.FullPath, Programs.FullPath, version);
        archives.Begin();
        foreach (var runtime in runtimes)
        {
            var program = Programs.Combine(runtime);
            if (context.DirectoryExists(program))
            {
                context.DeleteDirectory(program, new DeleteDirectorySettings { Recursive = true });
            }

            DotNet("publish", ToolProject, $"{Common(version)} -p:ArchivedRuntime={runtime} --output {Quoted(program)}");
            archives.Add(runtime);
        }

        archives.End();
    }

    /// <summary>Says what there is now, with sizes.</summary>
    public void List()
    {
        foreach (var file in Directory.GetFiles(Folder.FullPath).Order(StringComparer.Ordinal))
        {
            Console.WriteLine(Invariant($"{new FileInfo(file).Length / 1e6, 8:F1} MB  {System.IO.Path.GetFileName(file)}"));
        }
    }

    // Analysis is for other builds.
    private string Common(string version) =>
        $"--configuration Release --nologo --verbosity quiet -p:Packing=true -p:PackedVersion={version} -p:RunAnalyzers=false{(official ? " -p:OfficialPackages=true" : "")}";

    private static string Quoted(DirectoryPath folder) => $"\"{folder.FullPath}\"";

    private IReadOnlyList<string> DotNet(string command, string project, string arguments)
    {
        var code = context.StartProcess(
            "dotnet",
            new ProcessSettings { Arguments = $"{command} {project} {arguments}", RedirectStandardOutput = true },
            out var output
        );
        IReadOnlyList<string> lines = [.. output];
        return code == 0
            ? lines
            : throw new CakeException(Invariant($"dotnet {command} {project} ended with exit code {code}:\n{string.Join('\n', lines)}"));
    }
}
