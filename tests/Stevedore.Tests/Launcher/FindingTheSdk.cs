using Xunit;

namespace Stevedore.Tests.Launcher;

/// <summary>Which dotnet runs the build, and what happens where none will do.</summary>
public sealed class FindingTheSdk : IDisposable
{
    private const string NamesItsFolder = """
        #!/bin/sh
        [ "$1" = build ] && mkdir -p build/bin/Release/net10.0 && : > build/bin/Release/net10.0/Build.dll && exit
        echo "${0%/dotnet} $DOTNET_ROOT $(command -v dotnet)"

        """;

    private const string Missing =
        "Installing the .NET SDK 10.0.100 into .dotnet …\n"
        + "build.sh: no .NET SDK 10.0.100 or later of its kind is on the PATH, in DOTNET_ROOT, in .dotnet or in ~/.dotnet, and it cannot be installed: ";

    private const string Advice =
        " Install it from https://dotnet.microsoft.com/download, or set DOTNET_ROOT to the folder of one that is not on the PATH.\n";

    private readonly LaunchedRepository repository = new();

    [Theory]
    [InlineData("10.0.100")]
    [InlineData("10.0.107")]
    [InlineData("10.0.401")]
    public async Task TakesTheNamedVersionAndLaterOnes(string version)
    {
        repository.RemoveSdk();
        LaunchedRepository.AddSdk(repository.Sdk, version, NamesItsFolder);

        var launch = await repository.Run();

        Assert.Equal($"{repository.Sdk} {repository.Sdk} {repository.Sdk}/dotnet\n", launch.Output);
    }

    [Theory]
    [InlineData("9.0.300")]
    [InlineData("10.0.99")]
    [InlineData("10.0.100-rc.2.25502.107")]
    [InlineData("10.1.100")]
    [InlineData("11.0.100")]
    public async Task RefusesAnOlderOrAnotherVersion(string version)
    {
        repository.RemoveSdk();
        LaunchedRepository.AddSdk(repository.Sdk, version, NamesItsFolder);
        repository.AddCommand("curl", "echo 'curl: (6) Could not resolve host: dot.net' >&2; exit 6");

        var launch = await repository.Run();

        Assert.Equal(1, launch.ExitCode);
        Assert.Empty(repository.Calls);
    }

    [Fact]
    public async Task RefusesAFolderThatAnUninstallLeft()
    {
        File.Delete(Path.Combine(repository.Sdk, "sdk", "10.0.100", "dotnet.dll"));

        var launch = await repository.Run();

        Assert.Equal(1, launch.ExitCode);
    }

    [Fact]
    public async Task PrefersTheRepositorysOwn()
    {
        var own = Path.Combine(repository.Root, ".dotnet");
        LaunchedRepository.AddSdk(own, "10.0.100", NamesItsFolder);

        var launch = await repository.Run();

        Assert.Equal($"{own} {own} {own}/dotnet\n", launch.Output);
    }

    [Fact]
    public async Task PassesOverTheRepositorysOwnWhenItIsTooOld()
    {
        LaunchedRepository.AddSdk(Path.Combine(repository.Root, ".dotnet"), "9.0.100", NamesItsFolder);

        await repository.Run();

        Assert.Equal(["build", "Build.dll"], repository.Calls);
    }

    [Fact]
    public async Task LooksBesideTheFileThatALinkOnThePathNames()
    {
        repository.RemoveSdk();
        var real = Path.Combine(repository.Home, "installed");
        LaunchedRepository.AddSdk(real, "10.0.100", NamesItsFolder);
        Directory.CreateDirectory(repository.Sdk);
        File.CreateSymbolicLink(Path.Combine(repository.Sdk, "dotnet"), "../home/installed/dotnet");

        var launch = await repository.Run();

        Assert.StartsWith($"{Path.Combine(repository.Sdk, "../home/installed")} ", launch.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LooksInDotnetRoot()
    {
        repository.RemoveSdk();
        var root = Path.Combine(repository.Home, "elsewhere");
        LaunchedRepository.AddSdk(root, "10.0.100", NamesItsFolder);
        repository.Variables["DOTNET_ROOT"] = root;

        var launch = await repository.Run();

        Assert.Equal($"{root} {root} {root}/dotnet\n", launch.Output);
    }

    [Fact]
    public async Task LooksInTheHomeFolder()
    {
        repository.RemoveSdk();
        var root = Path.Combine(repository.Home, ".dotnet");
        LaunchedRepository.AddSdk(root, "10.0.100", NamesItsFolder);

        var launch = await repository.Run();

        Assert.Equal($"{root} {root} {root}/dotnet\n", launch.Output);
    }

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

    [Theory]
    [InlineData(null, "there is no global.json in {0}, so the .NET SDK to build with is unknown.")]
    [InlineData("{}", "{0}/global.json names no SDK version.")]
    public async Task NeedsAVersionInGlobalJson(string? text, string problem)
    {
        File.Delete(Path.Combine(repository.Root, "global.json"));
        if (text is not null)
        {
            repository.Write("global.json", text);
        }

        var launch = await repository.Run();

        Assert.Equal(
            new Launch(
                1,
                "",
                $"build.sh: {problem.Replace("{0}", repository.Root, StringComparison.Ordinal)} "
                    + "Write one with \"dotnet new globaljson --sdk-version 10.0.100 --roll-forward latestFeature\".\n"
            ),
            launch
        );
    }

    public void Dispose() => repository.Dispose();
}
