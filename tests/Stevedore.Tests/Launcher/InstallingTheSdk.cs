using Xunit;

namespace Stevedore.Tests.Launcher;

/// <summary>What happens where no dotnet will do.</summary>
public sealed class InstallingTheSdk : IDisposable
{
    private const string Missing =
        "Installing the .NET SDK 10.0.100 into .dotnet …\n"
        + "build.sh: no .NET SDK 10.0.100 or later of its kind is on the PATH, in DOTNET_ROOT, in .dotnet or in ~/.dotnet, and it cannot be installed: ";

    private const string Advice =
        " Install it from https://dotnet.microsoft.com/download, or set DOTNET_ROOT to the folder of one that is not on the PATH.\n";

    private readonly LaunchedRepository repository = new(Shell.Bash);

    [Fact]
    public async Task InstallsTheNamedVersionWhereThereIsNone()
    {
        repository.RemoveSdk();
        // The stand-in for the install script notes its arguments and makes what the real one makes.
        repository.AddCommand(
            "curl",
            """
            while [ "$1" != --output ]; do shift; done
            cat > "$2" <<'END'
            printf '%s\n' "$@" "from $PWD" > installed
            mkdir -p "$4/sdk/$2"
            : > "$4/sdk/$2/dotnet.dll"
            printf '#!/bin/sh\nmkdir -p build/bin/Release/net10.0; : > build/bin/Release/net10.0/Build.dll; echo "$1"\n' > "$4/dotnet"
            chmod +x "$4/dotnet"
            echo 'dotnet-install: Installation finished'
            END
            """
        );
        repository.AddCommand("chmod", "exec /bin/chmod \"$@\"");

        var launch = await repository.Run();

        Assert.Equal("build/bin/Release/net10.0/Build.dll\n", launch.Output);
        Assert.StartsWith(
            "Installing the .NET SDK 10.0.100 into .dotnet …\ndotnet-install: Installation finished\nCompiling the build host … ",
            launch.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["--version", "10.0.100", "--install-dir", $"{repository.Root}/.dotnet", "--no-path", $"from {repository.Root}"],
            await File.ReadAllLinesAsync(Path.Combine(repository.Root, "installed"), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task SaysWhatToDoWithoutANetwork()
    {
        repository.RemoveSdk();
        repository.AddCommand("curl", "echo 'curl: (6) Could not resolve host: dot.net' >&2; exit 6");

        var launch = await repository.Run();

        Assert.Equal(
            new Launch(
                1,
                "",
                Missing + "https://dot.net/v1/dotnet-install.sh cannot be fetched (curl: (6) Could not resolve host: dot.net)." + Advice
            ),
            launch
        );
    }

    [Fact]
    public async Task SaysWhatToDoWithoutAProgramToFetchWith()
    {
        repository.RemoveSdk();

        var launch = await repository.Run();

        Assert.Equal(
            new Launch(1, "", Missing + "there is neither curl nor wget to fetch https://dot.net/v1/dotnet-install.sh with." + Advice),
            launch
        );
    }

    [Fact]
    public async Task SaysWhenTheInstallScriptFails()
    {
        repository.RemoveSdk();
        repository.AddCommand("wget", "while [ \"$1\" != -O ]; do shift; done; echo 'echo no disk >&2; exit 3' > \"$2\"");

        var launch = await repository.Run();

        Assert.Equal(
            new Launch(
                1,
                "",
                Missing.Replace("build.sh:", "no disk\nbuild.sh:", StringComparison.Ordinal)
                    + "https://dot.net/v1/dotnet-install.sh failed, see above."
                    + Advice
            ),
            launch
        );
    }

    [Fact]
    public async Task SaysWhatToDoInPowerShellWithoutANetwork()
    {
        using var other = new LaunchedRepository(Shell.PowerShellFile);
        other.RemoveSdk();

        var launch = await other.Run();

        Assert.Equal((1, ""), (launch.ExitCode, launch.Output));
        Assert.StartsWith(Missing.Replace("build.sh", "build.ps1", StringComparison.Ordinal), launch.Error, StringComparison.Ordinal);
        Assert.EndsWith(Advice, launch.Error, StringComparison.Ordinal);
    }

    public void Dispose() => repository.Dispose();
}
