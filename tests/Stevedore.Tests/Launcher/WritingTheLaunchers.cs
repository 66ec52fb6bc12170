using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.Tests.Launcher;

/// <summary>The text of the scripts: what shellcheck finds, and what bash 3.2 lacks.</summary>
public sealed class WritingTheLaunchers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("build.sh")]
    [InlineData(".ci/run")]
    public async Task LeavesShellcheckNothingToSay(string name)
    {
        var start = new ProcessStartInfo("shellcheck", [LaunchedRepository.Source(name)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

            Assert.Equal("", output + await error);
        }
        catch (Win32Exception)
        {
            Assert.Fail("shellcheck is not on the PATH, so the shell scripts cannot be checked. Install it: apt-get install shellcheck.");
        }
    }

    // No archive still holds bash 3.2. These are the additions of bash 4 and 5 that a script of this kind might use, and the tools' own additions to POSIX.
    [Theory]
    [InlineData("associative arrays, name references, global and upper-case variables", @"\b(declare|local|typeset)\s+-[A-Za-z]*[Angul]")]
    [InlineData("mapfile, readarray, coproc", @"\b(mapfile|readarray|coproc)\b")]
    [InlineData("changes of case and other transformations", @"\$\{\w+(\[[^]]*\])?(,|\^|@[A-Za-z])")]
    [InlineData("redirection of both streams by appending, and a pipe of both", @"&>>|\|&")]
    [InlineData("falling through in case", @";;&|;&")]
    [InlineData("a test for being set by -v, an integer test for a reference by -R", @"\[\[?\s+(!\s+)?-[vR]\s")]
    [InlineData("negative indexes and substring lengths", @"\$\{\w+\[-|\$\{\w+:[^}-]*:\s*-")]
    [InlineData("variables of bash 4 and 5", @"\b(EPOCHSECONDS|EPOCHREALTIME|BASHPID|SRANDOM|BASH_ARGV0|BASH_XTRACEFD)\b")]
    [InlineData("options of bash 4 and 5", @"\b(globstar|lastpipe|inherit_errexit|dirspell|autocd)\b")]
    [InlineData("printf of times", @"%\([^)]*\)T")]
    [InlineData("wait -n, read -i or -N or a fraction of a second", @"\bwait\s+-n|\bread\s+[^|;]*-([iN]|t\s*0?\.)")]
    [InlineData("file descriptors in variables", @"\{[a-z_]+\}[<>]")]
    [InlineData("an array that may be empty, which set -u refuses", @"(?<!\$\{1\+)""\$\{(?!(fetch|newer)\b)\w+\[@\]\}""")]
    [InlineData("brackets around a pattern of case in a substitution", @"\$\([^()]*\bcase\b")]
    [InlineData(
        "options of GNU tools",
        @"\b(find|sort|sed|cksum|touch|readlink|xargs)\b[^|;]*\s(-printf|-print0|--\w+|-z|-0|-i|-f|-newermt|-maxdepth)\b"
    )]
    public void UsesNothingThatBash32AndMacosLack(string feature, string pattern)
    {
        var lines = File.ReadAllLines(LaunchedRepository.Source("build.sh")).Where(line => !line.TrimStart().StartsWith('#'));

        Assert.Equal(
            [],
            lines.Where(line => Regex.IsMatch(line, pattern, RegexOptions.None, Patience)).Select(line => $"{feature}: {line}")
        );
    }

    [Fact]
    public void AsksTheCompileTheSameInBoth()
    {
        string[] targets =
        [
            .. ((string[])["build.sh", "build.ps1"]).Select(name =>
                Regex
                    .Match(File.ReadAllText(LaunchedRepository.Source(name)), "<Project>.*</Project>", RegexOptions.Singleline, Patience)
                    .Value.ReplaceLineEndings("\n")
            ),
        ];

        Assert.NotEmpty(targets[0]);
        Assert.Equal(targets[0], targets[1]);
    }

    [Fact]
    public async Task NamesTheSameSdkInBoth()
    {
        var texts = await Task.WhenAll(
            File.ReadAllTextAsync(LaunchedRepository.Source("build.sh"), TestContext.Current.CancellationToken),
            File.ReadAllTextAsync(LaunchedRepository.Source("build.ps1"), TestContext.Current.CancellationToken)
        );

        // Once, in the advice how to write a global.json: everything else comes from that file.
        Assert.All(
            texts,
            text =>
                Assert.Equal(
                    ["--sdk-version 10.0.100"],
                    Regex.Matches(text, @"\S+ [0-9]+\.0\.[0-9]{3}", RegexOptions.None, Patience).Select(match => match.Value)
                )
        );
    }
}
