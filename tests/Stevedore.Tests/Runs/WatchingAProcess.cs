using System.Collections.Concurrent;
using System.Diagnostics;
using Cake.Core;
using Cake.Core.IO;
using Stevedore.Runs;
using Stevedore.Source;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Runs;

public sealed class WatchingAProcess : IDisposable
{
    private static readonly ProcessLimits Brief = new(TimeSpan.FromMilliseconds(1500), TimeSpan.FromSeconds(20), 1024 * 1024);

    private readonly TemporaryFolder folder = new();
    private readonly ConcurrentQueue<string> printed = new();
    private readonly Stopwatch time = Stopwatch.StartNew();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("sleep 100")]
    [InlineData("sleep 100 & sleep 100")]
    [InlineData("(sleep 100 &) ; sleep 100")]
    [InlineData("echo begun; sleep 100")]
    public void EndsOneThatWaits(string script)
    {
        using var process = Start(script);

        Assert.Equal(ProcessEnd.Stalled, process.Wait());
        IsSoon();
    }

    [Fact]
    public void EndsOneThatTakesTooLongInAll()
    {
        using var process = Start("while :; do :; done", Brief with { Longest = TimeSpan.FromSeconds(3) });

        Assert.Equal(ProcessEnd.Stalled, process.Wait());
        IsSoon();
    }

    [Theory]
    [InlineData("exec yes")]
    [InlineData("yes >&2")]
    [InlineData("yes | tr -d '\\n'")]
    public void EndsOneThatPrintsWithoutEnd(string script)
    {
        using var process = Start(script);

        Assert.Equal(ProcessEnd.Flooded, process.Wait());
        Assert.True(printed.Sum(line => line.Length + 1) <= Brief.MostPrinted);
        IsSoon();
    }

    [Theory]
    [InlineData("echo done; sleep 100 &")]
    [InlineData("printf done; sleep 100 &")]
    public void TakesOneThatLeavesItsOutputOpen(string script)
    {
        using var process = Start(script);

        Assert.Equal(ProcessEnd.Itself, process.Wait());
        Assert.Equal((0, "done"), (process.Process.GetExitCode(), Assert.Single(printed)));
        IsSoon();
    }

    [Fact]
    public void LeavesAloneWhatACompleteAnswerLeftBehind()
    {
        using var process = Start($"sleep 6 & echo $! > {folder.File("id")}; echo done");

        Assert.Equal(ProcessEnd.Itself, process.Wait(() => printed.Contains("done")));
        using var left = System.Diagnostics.Process.GetProcessById(
            int.Parse(File.ReadAllText(folder.File("id")), System.Globalization.CultureInfo.InvariantCulture)
        );
        Assert.False(left.HasExited);
        left.Kill();
    }

    [Fact]
    public void GivesOneThatWorksItsTime()
    {
        using var process = Start("for i in 1 2 3 4 5 6 7 8; do cat /bin/sh > /dev/null; sleep 0.4; done; echo done");

        Assert.Equal(ProcessEnd.Itself, process.Wait());
        Assert.Equal(["done"], printed);
    }

    [Fact]
    public void LetsOneWriteFilesOfItsOwn()
    {
        using var process = Start($"head -c 8388608 /dev/zero > {folder.File("own")}; sleep 1.2; echo done");

        Assert.Equal(ProcessEnd.Itself, process.Wait());
        Assert.Equal(["done"], printed);
    }

    [Theory]
    [InlineData(true, true, 60)]
    [InlineData(true, false, 600)]
    [InlineData(false, true, 60)]
    [InlineData(false, false, 60)]
    public void TakesSilenceForNothingWhereWorkIsNotKnown(bool countsWork, bool isKnown, int stall) =>
        Assert.Equal(
            TimeSpan.FromSeconds(stall),
            new ProcessLimits(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(600), 1, countsWork).Where(isKnown).Stall
        );

    [Fact]
    public void SaysOfGitThatItWaits()
    {
        using var git = GitCommand.Start(Script("sleep 100"), folder.Path, Brief, "status", "-z");

        Assert.Equal(
            new GitRefusal("`git status` made no progress for 2 seconds and was ended", "See what `git status` waits for there"),
            git.Finish().Refusal
        );
        IsSoon();
    }

    [Fact]
    public void SaysOfGitThatItPrintsWithoutEnd()
    {
        using var git = GitCommand.Start(Script("exec yes"), folder.Path, Brief, "-c", "a=b", "status");

        Assert.Equal("See which git the PATH names", git.Finish().Refusal!.Remedy);
        IsSoon();
    }

    [Fact]
    public void HandsOnWhatGitRefuses()
    {
        Directory.CreateDirectory(System.IO.Path.Combine(folder.Path, ".git"));

        var facts = new GitReader(Script("sleep 100"), limits: Brief).Read(folder.Path)!;

        Assert.Equal("`git rev-parse` made no progress for 2 seconds and was ended", facts.Refusal!.Why);
        IsSoon();
    }

    private void IsSoon() => Assert.True(time.Elapsed < TimeSpan.FromSeconds(15), time.Elapsed.ToString());

    private Named Script(string script) => new(new IsolatedProcesses(folder.Path), folder.Program("program", $"{script}\n"));

    private WatchedProcess Start(string script, ProcessLimits? limits = null) =>
        WatchedProcess.Start(
            Script(script),
            "program",
            new ProcessSettings
            {
                Arguments = new ProcessArgumentBuilder(),
                RedirectStandardOutput = true,
                RedirectedStandardOutputHandler = Take,
                RedirectStandardError = true,
                RedirectedStandardErrorHandler = Take,
                Silent = true,
            },
            limits ?? Brief
        );

    private string? Take(string? line)
    {
        if (line is not null)
        {
            printed.Enqueue(line);
        }

        return null;
    }

    private sealed class Named(IProcessRunner runner, string path) : IProcessRunner
    {
        public IProcess Start(FilePath filePath, ProcessSettings settings) => runner.Start(path, settings);
    }
}
