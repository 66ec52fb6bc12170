using Xunit;

namespace Stevedore.Tests.Launcher;

/// <summary>Which dotnet runs the build, and what happens where none will do.</summary>
public abstract class FindingTheSdk : LaunchedTests
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

    private protected FindingTheSdk(Shell shell)
        : base(shell) { }

    [Theory]
    [InlineData("10.0.100")]
    [InlineData("10.0.107")]
    [InlineData("10.0.401")]
    public async Task TakesTheNamedVersionAndLaterOnes(string version)
    {
        Repository.RemoveSdk();
        LaunchedRepository.AddSdk(Repository.Sdk, version, NamesItsFolder);

        var launch = await Repository.Run();

        Assert.Equal($"{Repository.Sdk} {Repository.Sdk} {Repository.Sdk}/dotnet\n", launch.Output);
    }

    [Theory]
    [InlineData("9.0.300")]
    [InlineData("10.0.99")]
    [InlineData("10.0.100-rc.2.25502.107")]
    [InlineData("10.1.100")]
    [InlineData("11.0.100")]
    public async Task RefusesAnOlderOrAnotherVersion(string version)
    {
        Repository.RemoveSdk();
        LaunchedRepository.AddSdk(Repository.Sdk, version, NamesItsFolder);
        Repository.AddCommand("curl", "echo 'curl: (6) Could not resolve host: dot.net' >&2; exit 6");

        var launch = await Repository.Run();

        Assert.Equal(1, launch.ExitCode);
        Assert.Empty(Repository.Calls);
    }

    [Fact]
    public async Task RefusesAFolderThatAnUninstallLeft()
    {
        File.Delete(Path.Combine(Repository.Sdk, "sdk", "10.0.100", "dotnet.dll"));

        var launch = await Repository.Run();

        Assert.Equal(1, launch.ExitCode);
    }

    [Fact]
    public async Task PrefersTheRepositorysOwn()
    {
        var own = Path.Combine(Repository.Root, ".dotnet");
        LaunchedRepository.AddSdk(own, "10.0.100", NamesItsFolder);

        var launch = await Repository.Run();

        Assert.Equal($"{own} {own} {own}/dotnet\n", launch.Output);
    }

    [Fact]
    public async Task PassesOverTheRepositorysOwnWhenItIsTooOld()
    {
        LaunchedRepository.AddSdk(Path.Combine(Repository.Root, ".dotnet"), "9.0.100", NamesItsFolder);

        await Repository.Run();

        Assert.Equal(["build", "Build.dll"], Repository.Calls);
    }

    [Fact]
    public async Task LooksBesideTheFileThatALinkOnThePathNames()
    {
        Repository.RemoveSdk();
        var real = Path.Combine(Repository.Home, "installed");
        LaunchedRepository.AddSdk(real, "10.0.100", NamesItsFolder);
        Directory.CreateDirectory(Repository.Sdk);
        File.CreateSymbolicLink(Path.Combine(Repository.Sdk, "dotnet"), "../home/installed/dotnet");

        var launch = await Repository.Run();

        Assert.Equal(real, Path.GetFullPath(launch.Output.Split(' ')[0]));
    }

    [Fact]
    public async Task LooksInDotnetRoot()
    {
        Repository.RemoveSdk();
        var root = Path.Combine(Repository.Home, "elsewhere");
        LaunchedRepository.AddSdk(root, "10.0.100", NamesItsFolder);
        Repository.Variables["DOTNET_ROOT"] = root;

        var launch = await Repository.Run();

        Assert.Equal($"{root} {root} {root}/dotnet\n", launch.Output);
    }

    [Fact]
    public async Task LooksInTheHomeFolder()
    {
        Repository.RemoveSdk();
        var root = Path.Combine(Repository.Home, ".dotnet");
        LaunchedRepository.AddSdk(root, "10.0.100", NamesItsFolder);

        var launch = await Repository.Run();

        Assert.Equal($"{root} {root} {root}/dotnet\n", launch.Output);
    }

    [Fact]
    public async Task AsksAScriptOnThePath()
    {
        Repository.RemoveSdk();
        var root = Path.Combine(Repository.Home, "versions", "10");
        LaunchedRepository.AddSdk(root, "10.0.100", NamesItsFolder);
        Repository.AddCommand("dotnet", $"[ \"$1\" != --list-sdks ] || echo '9.0.100 [/old/sdk]\n10.0.100 [{root}/sdk]'");

        var launch = await Repository.Run();

        Assert.Equal($"{root} {root} {root}/dotnet\n", launch.Output);
    }

    [Fact]
    public async Task PrefersTheVersionOfTheBuildsOwnGlobalJson()
    {
        Repository.Write("build/global.json", """{ "sdk": { "version": "11.0.100" } }""");
        LaunchedRepository.AddSdk(Path.Combine(Repository.Home, ".dotnet"), "11.0.100", WorksInTheBuildsFolder);

        var launch = await Repository.Run();

        Assert.Equal($"{Repository.Root} {Repository.Home}/.dotnet\n", launch.Output);
        Assert.Empty(Repository.Calls);
    }

    [Theory]
    [InlineData(null, "there is no global.json in {0}, so the .NET SDK to build with is unknown.")]
    [InlineData("{}", "{0}/global.json names no SDK version.")]
    public async Task NeedsAVersionInGlobalJson(string? text, string problem)
    {
        File.Delete(Path.Combine(Repository.Root, "global.json"));
        if (text is not null)
        {
            Repository.Write("global.json", text);
        }

        var launch = await Repository.Run();

        Assert.Equal(
            new Launch(
                1,
                "",
                $"{Repository.Launcher}: {problem.Replace("{0}", Repository.Root, StringComparison.Ordinal)} "
                    + "Write one with \"dotnet new globaljson --sdk-version 10.0.100 --roll-forward latestFeature\".\n"
            ),
            launch
        );
    }
}

/// <inheritdoc/>
public sealed class FindingTheSdkWithBash : FindingTheSdk
{
    public FindingTheSdkWithBash()
        : base(Shell.Bash) { }
}

/// <inheritdoc/>
[Trait("Shell", "PowerShell")]
public sealed class FindingTheSdkWithPowerShellFile : FindingTheSdk
{
    public FindingTheSdkWithPowerShellFile()
        : base(Shell.PowerShellFile) { }
}
