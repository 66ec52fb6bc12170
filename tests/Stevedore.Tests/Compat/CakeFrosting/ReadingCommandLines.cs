using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Stevedore.Tests.Compat.CakeFrosting;

/// <summary>A host reads plain command lines without Spectre; what it reads must be what Spectre reads.</summary>
public sealed class ReadingCommandLines
{
    private static readonly string[] Words =
    [
        "-t",
        "-v",
        "-e",
        "-x",
        "--",
        "-",
        "--target",
        "--target=Clean",
        "--target=Test",
        "-t=Clean",
        "-tClean",
        "--Target=Test",
        "--verbosity=quiet",
        "--verbosity",
        "-v=normal",
        "diagnostic",
        "Minimal",
        "v",
        "loud",
        "--exclusive",
        "--dryrun",
        "--noop",
        "--whatif=false",
        "--no-report",
        "--tree",
        "--description",
        "--version",
        "--version=1.2.3",
        "--info",
        "--ver",
        "--exclusive=true",
        "--images=web,api",
        "--images",
        "web",
        "--Images=API",
        "--json",
        "--output=",
        "--a",
        "--aa",
        "--aa=-5",
        "--aa==",
        "--aa=b=c",
        "--aa:b",
        "--a.b=c",
        "--é=1",
        "--aé",
        "--1a",
        "--a1",
        "--a_b=c d",
        "--a-b",
        "--quoted=\"a b\"",
        "\"a b\"",
        "'a'",
        " ",
        "",
        "--space= a",
        "a b",
        "--tab=a\tb",
        "=b",
        ":b",
        "-5",
        "5",
        "true",
        "Clean",
        "Test",
        "--help",
        "-h",
        "-?",
        "--aa=#",
        "--aa=/x/y",
        "--working",
        ".",
        "--working=.",
        "@file",
        "--aa=@file",
        "--no_report",
        "---x",
        "--x",
        "--show=%PATH%",
        "--show=$HOME",
    ];

    [Fact]
    public void ReadsThemAsSpectreDoes()
    {
        var lines = Gen.Elements(Words).ArrayOf().Resize(4).Sample(400, 400).Select(line => JsonSerializer.Serialize(line)).ToArray();
        var each = Words.Select(word => JsonSerializer.Serialize(new[] { word }));
        var asked = each.Concat(lines).ToArray();

        var run = SampleRun.Start(
            new Dictionary<string, string>(StringComparer.Ordinal),
            Environment.CurrentDirectory,
            ["compare-command-lines"],
            string.Join('\n', asked)
        );

        var answers = run.Output.Split('\n').ToArray();
        var byHost = answers.Where(line => line.StartsWith("host: ", StringComparison.Ordinal)).Select(line => line[6..]).ToArray();
        var bySpectre = answers.Where(line => line.StartsWith("spectre: ", StringComparison.Ordinal)).Select(line => line[9..]).ToArray();
        Assert.Equal(asked.Length, byHost.Length);
        Assert.Equal(asked.Zip(bySpectre), asked.Zip(byHost));
    }
}
