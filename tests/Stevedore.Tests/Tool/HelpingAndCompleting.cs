using System.Diagnostics;
using Stevedore.Tool;
using Stevedore.Tool.Completions;
using Xunit;

namespace Stevedore.Tests.Tool;

public sealed class HelpingAndCompleting
{
    private static readonly Verbs Known = Verbs.OfStevedore();

    [Fact]
    public void ListsAllVerbs() => Golden.Equal("help.txt", Text(HelpText.Of(Known)));

    [Theory]
    [InlineData("Ship")]
    [InlineData("CredentialsStore")]
    public void ListsTheArgumentsOfAVerb(string target) => Golden.Equal($"help-{target}.txt", Text(HelpText.Of(Known.OfTarget(target)!)));

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public void PrintsACompletion(string shell) => Golden.Equal($"completion.{shell}", Shell.Script(shell, Known) + "\n");

    [Fact]
    public void KnowsNoOtherShell() =>
        Assert.Equal(
            "Cannot complete for 'tcsh': that shell is not known. Use one of bash, zsh, fish, pwsh.",
            Assert.Throws<StevedoreException>(() => Shell.Script("tcsh", Known)).Message
        );

    /// <summary>Tasks of ours without one are reached by their target only, which nobody would find.</summary>
    [Fact]
    public void EveryTaskHasAVerb() => Assert.Equal(Known.Targets.Order(), Known.All.Select(verb => verb.Target).Order());

    [Theory]
    [InlineData("stevedore pl", "plan")]
    [InlineData("stevedore cred", "credentials")]
    [InlineData("stevedore credentials st", "store")]
    [InlineData("stevedore ship --allow", "--allow-dirty")]
    [InlineData("stevedore ship --json --im", "--images=")]
    [InlineData("stevedore completion z", "zsh")]
    [InlineData("stevedore nothing x", "")]
    [InlineData("./build.sh --allow", "--allow-dirty")]
    [InlineData("./build.sh --target=ShipP", "ShipPlan ShipPush")]
    public void CompletesInBash(string line, string offered)
    {
        var words = line.Replace("=", " = ", StringComparison.Ordinal).Split(' ');
        var script = $$"""
            {{Shell.Script("bash", Known)}}
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}} COMP_CWORD={{words.Length - 1}}
            COMP_WORDS=({{string.Join(' ', words.Select(word => $"'{word}'"))}})
            {{(line.StartsWith('.') ? "_stevedore_build" : "_stevedore")}}
            echo "${COMPREPLY[*]}"
            """;

        Assert.Equal(offered, Printed("bash", "--norc", "-c", script));
    }

    private static string Printed(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
        return process.StandardOutput.ReadToEnd().TrimEnd();
    }

    private static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}
