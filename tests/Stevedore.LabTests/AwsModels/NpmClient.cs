using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Xunit;

namespace Stevedore.LabTests.AwsModels;

/// <summary>What a client of AWS's SDK for JavaScript says of its service: it is generated from the newest model and carries it as compact schemas.</summary>
internal sealed class NpmClient
{
    private const RegexOptions Options = RegexOptions.Multiline | RegexOptions.ExplicitCapture;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, string> commands = [];

    private NpmClient() { }

    /// <summary>Of every structure the members, each with what its type is: a number for a simple one, else the name of a shape.</summary>
    public Dictionary<string, Dictionary<string, string>> Structures { get; } = [];

    public Dictionary<string, string[]> Enumerations { get; } = [];

    /// <summary>Of every operation the shapes of its input and output.</summary>
    public Dictionary<string, (string Input, string Output)> Operations { get; } = [];

    /// <summary>The errors that the documentation of an operation lists.</summary>
    public string[] Errors(string operation) =>
        [
            .. Regex
                .Matches(commands[operation], @"@throws \{@link (?<name>\w+)\}", Options, Patience)
                .Select(match => match.Groups["name"].Value)
                .Distinct(),
        ];

    /// <param name="package">Such as <c>@aws-sdk/client-ecs@3.1164.0</c>.</param>
    public static async Task<NpmClient> Read(string package)
    {
        var folder = Directory.CreateTempSubdirectory("stevedore-npm-").FullName;
        try
        {
            await Pack(package, folder);
            var client = new NpmClient();
            await using var file = new GZipStream(File.OpenRead(Directory.GetFiles(folder).Single()), CompressionMode.Decompress);
            await using var archive = new TarReader(file);
            while (await archive.GetNextEntryAsync() is { } entry)
            {
                await client.Take(entry);
            }

            return client;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Pack(string package, string folder)
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(path => File.Exists(Path.Combine(path, "npm"))),
            "There is no npm to fetch AWS's SDK for JavaScript with."
        );
        var start = new ProcessStartInfo("npm", ["pack", package, "--silent", "--pack-destination", folder])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"npm pack {package}: {error}{await output}");
    }

    private async Task Take(TarEntry entry)
    {
        var name = entry.Name["package/".Length..];
        if (
            entry.DataStream is null
            || !Regex.IsMatch(name, @"^dist-es/(schemas|models)/|^dist-types/commands/\w+Command\.d\.ts$", Options, Patience)
        )
        {
            return;
        }

        using var reader = new StreamReader(entry.DataStream);
        var text = await reader.ReadToEndAsync();
        if (name.StartsWith("dist-types", StringComparison.Ordinal))
        {
            commands[Path.GetFileName(name)[..^"Command.d.ts".Length]] = text;
        }
        else if (name.StartsWith("dist-es/schemas", StringComparison.Ordinal))
        {
            TakeSchemas(text);
        }
        else
        {
            TakeEnumerations(text);
        }
    }

    private void TakeSchemas(string text)
    {
        var words = Matches(text, """^const (?<key>\w+) = "(?<value>[^"]*)";""")
            .ToDictionary(one => one["key"].Value, one => one["value"].Value);
        foreach (
            var one in Matches(
                text,
                @"^export var \w+\$ = \[-?3, n0, (?<name>\w+),\s*(0|\{.*\}),\s*\[(?<members>[^\]]*)\],\s*\[(?<types>.*)\](, \d+)?\s*\];"
            )
        )
        {
            var members = one["members"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            Structures[words[one["name"].Value]] = members
                .Zip(Elements(one["types"].Value).Select(Type))
                .ToDictionary(member => words[member.First], member => member.Second);
        }

        foreach (
            var one in Matches(
                text,
                @"^export var (?<name>\w+)\$ = \[9, n0, \w+,\s*(\d+|\{.*\}), \(\) => (?<in>\w+)\$, \(\) => (?<out>\w+)\$"
            )
        )
        {
            Operations[one["name"].Value] = (one["in"].Value, one["out"].Value);
        }
    }

    private void TakeEnumerations(string text)
    {
        foreach (var one in Matches(text, @"^export const (?<name>\w+) = \{(?<values>[^}]*)\};"))
        {
            Enumerations[one["name"].Value] =
            [
                .. Matches(one["values"].Value, """: "(?<value>[^"]*)",""").Select(value => value["value"].Value),
            ];
        }
    }

    private static IEnumerable<GroupCollection> Matches(string text, string pattern) =>
        Regex.Matches(text, pattern, Options, Patience).Select(match => match.Groups);

    // What stands between the commas of a list that lists may stand in.
    private static IEnumerable<string> Elements(string list)
    {
        var (depth, start) = (0, 0);
        for (var index = 0; index < list.Length; index++)
        {
            depth +=
                list[index] is '[' or '{' ? 1
                : list[index] is ']' or '}' ? -1
                : 0;
            if (depth == 0 && list[index] == ',')
            {
                yield return list[start..index].Trim();
                start = index + 1;
            }
        }

        yield return list[start..].Trim();
    }

    // With traits, a type stands first in a list.
    private static string Type(string element)
    {
        var type = element.StartsWith('[') ? Elements(element[1..^1]).First() : element;
        return type.Replace("() => ", "", StringComparison.Ordinal).TrimEnd('$');
    }
}
