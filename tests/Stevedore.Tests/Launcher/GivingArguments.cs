using Xunit;

namespace Stevedore.Tests.Launcher;

/// <summary>
/// What the build is given and what it gives back. Nothing else depends on how PowerShell starts the launcher: a command parses arguments itself and
/// gives on no exit code by itself.
/// </summary>
public abstract class GivingArguments : LaunchedTests
{
    private protected GivingArguments(Shell shell)
        : base(shell) { }

    [Fact]
    public async Task PassesEveryArgumentUnchanged()
    {
        var launch = await Repository.Run(
            "--target=Ship",
            "a b",
            "",
            "*",
            "\"quoted\"",
            "'single'",
            "$HOME",
            "back\\slash",
            "ä",
            "--",
            "-x"
        );

        Assert.Equal(
            $"{Repository.Root}\n<--target=Ship>\n<a b>\n<>\n<*>\n<\"quoted\">\n<'single'>\n<$HOME>\n<back\\slash>\n<ä>\n<-->\n<-x>\n",
            launch.Output
        );
    }

    [Fact]
    public async Task PassesNoArgumentWhereNoneIsGiven()
    {
        var launch = await Repository.Run();

        Assert.Equal($"{Repository.Root}\n", launch.Output);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(130)]
    public async Task ExitsAsTheBuildExits(int exitCode)
    {
        Repository.Variables["FAKE_EXIT"] = $"{exitCode}";

        var launch = await Repository.Run();

        Assert.Equal(exitCode, launch.ExitCode);
    }

    [Fact]
    public async Task PassesListsAndOptionsWithColons()
    {
        var launch = await Repository.Run("--images=base,web", "-v:diag", "--count=3,4", "-v", "quiet", "1.0");

        Assert.Equal($"{Repository.Root}\n<--images=base,web>\n<-v:diag>\n<--count=3,4>\n<-v>\n<quiet>\n<1.0>\n", launch.Output);
    }
}

/// <inheritdoc/>
public sealed class GivingArgumentsWithBash : GivingArguments
{
    public GivingArgumentsWithBash()
        : base(Shell.Bash) { }
}

/// <inheritdoc/>
[Trait("Shell", "PowerShell")]
public sealed class GivingArgumentsWithPowerShellFile : GivingArguments
{
    public GivingArgumentsWithPowerShellFile()
        : base(Shell.PowerShellFile) { }
}

/// <inheritdoc/>
[Trait("Shell", "PowerShell")]
public sealed class GivingArgumentsWithPowerShellCommand : GivingArguments
{
    public GivingArgumentsWithPowerShellCommand()
        : base(Shell.PowerShellCommand) { }
}
