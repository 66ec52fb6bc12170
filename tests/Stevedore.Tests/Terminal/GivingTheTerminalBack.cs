using System.Diagnostics;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.Tests.Terminal;

/// <summary>A process that asks for credentials, at a terminal or without one.</summary>
public sealed class GivingTheTerminalBack
{
    private static readonly string Ask = $"dotnet '{ChildRun.Host}' ask";

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    public async Task ShowsWhatIsTypedAgainAfterASignal(string signal)
    {
        Assert.SkipUnless(TerminalRun.IsHere, "There is no script(1) here.");
        using TerminalRun run = new($"stty echo icanon; {Ask}; echo code $?; stty -a; echo end");
        await run.Shows("(not shown): ");
        run.Type("acme\rt0k");
        await run.Shows("token for hub (not shown): ");

        Signal(run.Screen.Split("process ")[1].Split('\r')[0], signal);
        await run.Shows("end\r\n");

        var after = run.Screen.Split("code ")[1];
        Assert.StartsWith("130\r\n", after, StringComparison.Ordinal);
        Assert.Equal(["icanon", "echo"], after.Split([' ', ';', '\r', '\n']).Intersect(["icanon", "-icanon", "echo", "-echo"]));
        Assert.DoesNotContain("t0k", run.Screen, StringComparison.Ordinal);
        Assert.DoesNotContain("acme", run.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShowsWhatIsTypedAgainAfterTheAnswers()
    {
        Assert.SkipUnless(TerminalRun.IsHere, "There is no script(1) here.");
        using TerminalRun run = new($"stty echo icanon; {Ask}; stty -a; echo end");
        await run.Shows("(not shown): ");

        run.Type("acme\rt0ken\r");
        await run.Shows("end\r\n");

        Assert.Contains("given acme\r\n", run.Screen, StringComparison.Ordinal);
        Assert.Equal(["icanon", "echo"], run.Screen.Split([' ', ';', '\r', '\n']).Intersect(["icanon", "-icanon", "echo", "-echo"]));
        Assert.DoesNotContain("t0ken", run.Screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<&-")]
    [InlineData("<&- >&2")]
    public async Task SaysThatStandardInputIsClosed(string streams)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such streams.");
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", $"exec {Ask} {streams}"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        try
        {
            var shown = Task.WhenAll(
                shell.StandardOutput.ReadToEndAsync(patience.Token),
                shell.StandardError.ReadToEndAsync(patience.Token)
            );
            await shell.WaitForExitAsync(patience.Token);

            Assert.Equal(1, shell.ExitCode);
            Assert.Contains(
                "Cannot store the credentials: standard input is closed. Type them at a terminal, or pipe them.\n",
                string.Concat(await shown),
                StringComparison.Ordinal
            );
        }
        finally
        {
            shell.Kill();
        }
    }

    private static void Signal(string process, string signal) => FinishedCommand.Run("kill", "-" + signal, process);
}
