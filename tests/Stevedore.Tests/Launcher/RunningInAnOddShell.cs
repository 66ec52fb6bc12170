using Xunit;

namespace Stevedore.Tests.Launcher;

/// <summary>What the environment of build.sh may hold, and how it may have been checked out.</summary>
public sealed class RunningInAnOddShell : IDisposable
{
    private readonly LaunchedRepository repository = new(Shell.Bash);

    [Fact]
    public async Task NeedsNoExecutableBit()
    {
        // Writing anew would keep the mode.
        File.Delete(Path.Combine(repository.Root, "build.sh"));
        repository.Write(
            "build.sh",
            await File.ReadAllTextAsync(LaunchedRepository.Source("build.sh"), TestContext.Current.CancellationToken)
        );

        var launch = await repository.Start(repository.Root, "bash", "build.sh", "x");

        Assert.Equal($"{repository.Root}\n<x>\n", launch.Output);
    }

    [Fact]
    public async Task IgnoresCdpath()
    {
        repository.Variables["CDPATH"] = repository.Home;
        Directory.CreateDirectory(Path.Combine(repository.Home, "repository"));

        var launch = await repository.Start(Path.GetDirectoryName(repository.Root)!, "bash", "repository/build.sh");

        Assert.Equal($"{repository.Root}\n", launch.Output);
    }

    [Theory]
    [InlineData("SHELLOPTS", "noglob")]
    [InlineData("SHELLOPTS", "noclobber:allexport:nounset")]
    [InlineData("SHELLOPTS", "posix")]
    [InlineData("BASHOPTS", "failglob")]
    [InlineData("BASHOPTS", "nullglob:nocasematch:dotglob")]
    [InlineData("BASH_ENV", "options")]
    public async Task SetsTheOptionsThatItNeeds(string name, string value)
    {
        var options = Path.Combine(repository.Home, "options");
        await File.WriteAllTextAsync(options, "set -fC; shopt -s failglob nocasematch", TestContext.Current.CancellationToken);
        repository.Variables[name] = value.Replace("options", options, StringComparison.Ordinal);

        var first = await repository.Run("x");
        var second = await repository.Run("x");

        Assert.Equal($"{repository.Root}\n<x>\n", first.Output);
        Assert.Equal(new Launch(0, first.Output, ""), second);
        Assert.Equal(["build", "Build.dll", "Build.dll"], repository.Calls);
    }

    [Theory]
    [InlineData("1:1")]
    [InlineData("4000000:1")]
    [InlineData("nobody")]
    public async Task TakesALockWhoseOwnerIsGoneOrHasItsIdFromAnother(string owner)
    {
        Directory.CreateDirectory(repository.State);
        File.CreateSymbolicLink(Path.Combine(repository.State, "owner"), owner);
        File.CreateSymbolicLink(Path.Combine(repository.State, "owner.stale"), owner);

        var launch = await repository.Run("x");

        Assert.Equal($"{repository.Root}\n<x>\n", launch.Output);
        Assert.Empty(Directory.GetFiles(repository.State, "owner*"));
    }

    [Fact]
    public async Task CompilesAheadAfterTheRunAndNeverInCi()
    {
        repository.Write("build/ReadyToRun.targets", "<Project />");
        repository.Variables["CI"] = "true";
        await repository.Run();
        Assert.Equal(["build", "Build.dll"], repository.Calls);

        repository.Variables.Clear();
        repository.Write("build/Program.cs", "return 1;");
        await repository.Run();
        await HasCompiledAhead();

        Assert.Equal(["build", "Build.dll", "msbuild"], repository.Calls[2..]);
    }

    [Fact]
    public async Task CompilesAheadOnceAndAgainWhereThatWasCutShort()
    {
        repository.Write("build/ReadyToRun.targets", "<Project />");
        await repository.Run();
        await HasCompiledAhead();
        await repository.Run();
        Assert.Equal(["build", "Build.dll", "msbuild", "Build.dll"], repository.Calls);

        File.Delete(Ahead);
        await repository.Run();
        await HasCompiledAhead();

        Assert.Equal(["Build.dll", "msbuild"], repository.Calls[4..]);
    }

    // What a compile that has come to its end leaves.
    private string Ahead => Path.Combine(repository.State, "ahead");

    private async Task HasCompiledAhead()
    {
        for (var tries = 0; !File.Exists(Ahead) && tries < 1200; tries++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => repository.Dispose();
}
