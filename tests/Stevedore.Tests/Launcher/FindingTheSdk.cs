using Xunit;

namespace Stevedore.Tests.Launcher;

/// <summary>Which dotnet runs the build, and what happens where none will do.</summary>
public abstract class FindingTheSdk : IDisposable
{
    private const string NamesItsFolder = """
        #!/bin/sh
        [ "$1" = build ] && mkdir -p build/bin/Release/net10.0 && : > build/bin/Release/net10.0/Build.dll && exit
        echo "${0%/dotnet} $DOTNET_ROOT $(command -v dotnet)"

        """;

    // Where the SDK looks for global.json.
    private const string WorksInTheBuildsFolder = """
        #!/bin/sh
        [ "$1" = build ] && mkdir -p bin/Release/net10.0 && : > bin/Release/net10.0/Build.dll && exit
        echo "$PWD $DOTNET_ROOT"

        """;

    private readonly LaunchedRepository repository;

    private protected FindingTheSdk(Shell shell)
    {
        repository = new(shell);
    }

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

        Assert.Equal(real, Path.GetFullPath(launch.Output.Split(' ')[0]));
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
    public async Task AsksAScriptOnThePath()
    {
        repository.RemoveSdk();
        var root = Path.Combine(repository.Home, "versions", "10");
        LaunchedRepository.AddSdk(root, "10.0.100", NamesItsFolder);
        repository.AddCommand("dotnet", $"[ \"$1\" != --list-sdks ] || echo '9.0.100 [/old/sdk]\n10.0.100 [{root}/sdk]'");

        var launch = await repository.Run();

        Assert.Equal($"{root} {root} {root}/dotnet\n", launch.Output);
    }

    [Fact]
    public async Task PrefersTheVersionOfTheBuildsOwnGlobalJson()
    {
        repository.Write("build/global.json", """{ "sdk": { "version": "11.0.100" } }""");
        LaunchedRepository.AddSdk(Path.Combine(repository.Home, ".dotnet"), "11.0.100", WorksInTheBuildsFolder);

        var launch = await repository.Run();

        Assert.Equal($"{repository.Root} {repository.Home}/.dotnet\n", launch.Output);
        Assert.Empty(repository.Calls);
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
                $"{repository.Launcher}: {problem.Replace("{0}", repository.Root, StringComparison.Ordinal)} "
                    + "Write one with \"dotnet new globaljson --sdk-version 10.0.100 --roll-forward latestFeature\".\n"
            ),
            launch
        );
    }

    public void Dispose()
    {
        repository.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <inheritdoc/>
public sealed class FindingTheSdkWithBash : FindingTheSdk
{
    public FindingTheSdkWithBash()
        : base(Shell.Bash) { }
}

/// <inheritdoc/>
public sealed class FindingTheSdkWithPowerShellFile : FindingTheSdk
{
    public FindingTheSdkWithPowerShellFile()
        : base(Shell.PowerShellFile) { }
}

/// <inheritdoc/>
public sealed class FindingTheSdkWithPowerShellCommand : FindingTheSdk
{
    public FindingTheSdkWithPowerShellCommand()
        : base(Shell.PowerShellCommand) { }
}
