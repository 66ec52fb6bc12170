using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Stevedore.Tests.Launcher;

/// <summary>How a launcher ended, and what it wrote.</summary>
internal sealed record Launch(int ExitCode, string Output, string Error);

/// <summary>What a launcher is started with.</summary>
internal enum Shell
{
    /// <summary><c>./build.sh</c></summary>
    Bash,

    /// <summary><c>pwsh -File ./build.ps1</c></summary>
    PowerShellFile,

    /// <summary><c>pwsh -Command ./build.ps1</c>, and so what is typed in PowerShell.</summary>
    PowerShellCommand,
}

/// <summary>
/// A temporary repository with copies of the launchers. The `dotnet` on its PATH is a script that writes its calls to a file, "compiles" by writing a
/// Build.dll and what it read, which FAKE_READS names, and runs one by printing its folder and arguments.
/// </summary>
internal sealed class LaunchedRepository : IDisposable
{
    private const string FakeDotnet = """
        #!/bin/sh
        printf '%s\n' "$(basename "$1")" >> "$FAKE_CALLS"
        case $1 in
          build)
            case "$*" in *--no-incremental*) echo --no-incremental ;; *) echo - ;; esac >> "$FAKE_CALLS.incremental"
            mkdir -p build/obj && echo $$ > build/obj/compiling
            [ "${FAKE_SLOW:-}" = "" ] || sleep "$FAKE_SLOW"
            [ "${FAKE_HELD:-}" = "" ] || while [ -e "$FAKE_CALLS" ] && [ ! -e "$FAKE_CALLS.released" ]; do sleep 0.1; done
            [ "${FAKE_READS=$PWD/build:$PWD/src/Library}" = "" ] || mkdir -p build/obj/launcher/reads
            [ "$FAKE_READS" = "" ] || printf '%s\n' "$FAKE_READS" | tr : '\n' > build/obj/launcher/reads/1
            [ "${FAKE_COMPILE_ERROR:-}" = "" ] || { echo "$FAKE_COMPILE_ERROR"; exit 17; }
            [ "${FAKE_LOCK_FILE:-}" = "" ] || echo "$FAKE_LOCK_FILE" > build/packages.lock.json
            [ "${FAKE_EDIT:-}" = "" ] || echo "$FAKE_EDIT" > build/Program.cs
            mkdir -p build/bin/Release/net10.0
            echo "${FAKE_HOST:-host}" > build/bin/Release/net10.0/Build.dll
            rm -f build/obj/compiling
            echo 'Build succeeded.'
            ;;
          *)
            pwd
            shift
            for argument in "$@"; do printf '<%s>\n' "$argument"; done
            exit "${FAKE_EXIT:-0}"
            ;;
        esac

        """;

    private static readonly string[] PosixTools =
    [
        "basename",
        "bash",
        "cat",
        "cksum",
        "env",
        "find",
        "ln",
        "mkdir",
        "mv",
        "readlink",
        "rm",
        "rmdir",
        "sed",
        "sh",
        "sleep",
        "sort",
        "touch",
        "tr",
    ];

    private readonly string parent = Directory.CreateTempSubdirectory("stevedore-launcher-").FullName;

    private readonly Shell shell;

    public LaunchedRepository(Shell shell, string name = "repository")
    {
        this.shell = shell;
        Root = Path.Combine(parent, name);
        Home = Directory.CreateDirectory(Path.Combine(parent, "home")).FullName;
        Sdk = Path.Combine(parent, "sdk-on-path");
        Write("build.sh", File.ReadAllText(Source("build.sh")));
        Write("build.ps1", File.ReadAllText(Source("build.ps1")));
        Write("global.json", """{ "sdk": { "version": "10.0.100", "rollForward": "latestFeature" } }""");
        Write("build/Build.csproj", Project("../src/Library/Library.csproj"));
        Write("src/Library/Library.csproj", Project());
        Write("build/Program.cs", "return 0;");
        Write("src/Library/One.cs", "// one");
        MakeExecutable(Path.Combine(Root, "build.sh"));
        AddSdk(Sdk, "10.0.100");
        LinkTools();
    }

    /// <summary>The repository's folder.</summary>
    public string Root { get; }

    public string Home { get; }

    /// <summary>The installation that the PATH leads to.</summary>
    public string Sdk { get; }

    /// <summary>Variables for the launcher beyond PATH and HOME.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>The first argument of every call of `dotnet` so far, without its folder.</summary>
    public string[] Calls => File.Exists(CallsFile) ? File.ReadAllLines(CallsFile) : [];

    public string Stamp => Path.Combine(State, shell == Shell.Bash ? "stamp" : "stamp.ps1");

    /// <summary>What a launcher has found to be inputs.</summary>
    public string Roots => Path.Combine(State, shell == Shell.Bash ? "roots" : "roots.ps1");

    /// <summary>Where a launcher keeps what it knows.</summary>
    public string State => Path.Combine(Root, "build", "obj", "launcher");

    /// <summary>The launcher's name.</summary>
    public string Launcher => shell == Shell.Bash ? "build.sh" : "build.ps1";

    /// <summary>A project that references others.</summary>
    public static string Project(params string[] references) =>
        $"<Project>{string.Concat(references.Select(reference => $"""<ItemGroup><ProjectReference Include="{reference}" /></ItemGroup>"""))}</Project>";

    /// <summary>For every compile whether it was told to begin anew.</summary>
    public string[] Incremental => File.ReadAllLines($"{CallsFile}.incremental");

    /// <summary>Sets what every compile tells that it read; nothing to have it tell nothing.</summary>
    public void Tell(params string[] names) =>
        Variables["FAKE_READS"] = string.Join(':', names.Where(name => name.Length > 0).Select(name => $"{Root}/{name}"));

    /// <summary>Lets every compile go on that was started with FAKE_HELD and still runs.</summary>
    public void Release() => File.WriteAllText($"{CallsFile}.released", "");

    private string CallsFile => Path.Combine(parent, "calls");

    /// <summary>A file of the repository that these tests belong to.</summary>
    public static string Source(string name)
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Stevedore.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(folder ?? throw new InvalidOperationException("These tests run outside of their repository."), name);
    }

    public static void MakeExecutable(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public static void AddSdk(string root, string version, string dotnet = FakeDotnet)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "sdk", version)).FullName;
        File.WriteAllText(Path.Combine(folder, "dotnet.dll"), "");
        File.WriteAllText(Path.Combine(root, "dotnet"), dotnet);
        MakeExecutable(Path.Combine(root, "dotnet"));
    }

    public void Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Puts a command in front of the PATH; the script is that of /bin/sh.</summary>
    public void AddCommand(string name, string script)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(parent, "commands")).FullName, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        MakeExecutable(path);
    }

    public void RemoveSdk() => Directory.Delete(Sdk, recursive: true);

    public Task<Launch> Run(params string[] arguments) => RunFrom(Root, $"./{Launcher}", arguments);

    /// <summary>Starts the launcher, by any path, in any folder.</summary>
    public Task<Launch> RunFrom(string folder, string launcher, params string[] arguments) => Start(folder, Command(launcher, arguments));

    /// <summary>The command line that starts the launcher.</summary>
    public string[] Command(string launcher, params string[] arguments) =>
        shell switch
        {
            Shell.Bash => [launcher, .. arguments],
            Shell.PowerShellFile => [.. PowerShell, "-File", launcher, .. arguments],
            // PowerShell gives on no exit code but 0 and 1 by itself.
            _ => [.. PowerShell, "-Command", $"& {string.Join(' ', arguments.Prepend(launcher).Select(Typed))}; exit $LASTEXITCODE"],
        };

    // As a person types it, with quotes where there must be some.
    private static string Typed(string argument) =>
        Regex.IsMatch(argument, "^[-a-z0-9=:,./]+$", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)) && argument != "--"
            ? argument
            : $"'{argument.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The installation that runs these tests.</summary>
    public static string RealDotnetRoot { get; } =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));

    private static string[] PowerShell { get; } =
    [
        Path.Combine(RealDotnetRoot, "dotnet"),
        Path.Combine(
            typeof(LaunchedRepository)
                .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(one => one.Key == "NuGetPackageRoot")
                .Value!,
            "powershell/7.6.9/tools/net10.0/any/unix/pwsh.dll"
        ),
        "-NoProfile",
        "-NonInteractive",
    ];

    public async Task<Launch> Start(string folder, params string[] command)
    {
        var start = new ProcessStartInfo("/bin/bash")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // The shell looks the command up in the folder and PATH of the case, not in those of the tests.
        foreach (var argument in (string[])["-c", "exec \"$0\" \"$@\"", .. command])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        start.Environment["PATH"] = $"{Path.Combine(parent, "commands")}:{Sdk}:{Path.Combine(parent, "tools")}";
        start.Environment["HOME"] = Home;
        start.Environment["FAKE_CALLS"] = CallsFile;
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        // What fetches something with .NET does not reach a network.
        start.Environment["HTTPS_PROXY"] = "http://127.0.0.1:9";
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Launch(process.ExitCode, await output, await error);
    }

    /// <summary>The folders of the machine's own tools may hold a dotnet, curl or wget, too.</summary>
    private void LinkTools()
    {
        var tools = Directory.CreateDirectory(Path.Combine(parent, "tools")).FullName;
        foreach (var tool in PosixTools)
        {
            var path = File.Exists($"/usr/bin/{tool}") ? $"/usr/bin/{tool}" : $"/bin/{tool}";
            File.CreateSymbolicLink(Path.Combine(tools, tool), path);
        }
    }

    public void Dispose() => Directory.Delete(parent, recursive: true);
}
