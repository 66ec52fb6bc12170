using System.Text.Json;
using Stevedore.Planning.Dockerfiles;

namespace Stevedore.Init;

/// <summary>What a Dockerfile takes from its context, as far as its text tells.</summary>
internal static class CopiedFiles
{
    /// <summary>Paths below the context: empty for all of it. A pattern counts as the folder that it is in.</summary>
    public static ImmutableArray<string> Of(string text)
    {
        DockerfileLines lines = new(text);
        return
        [
            .. lines
                .Instructions()
                .Where(instruction => instruction.Name is "copy" or "add" && instruction.Flag("from") is null)
                .SelectMany(instruction => Words(instruction, lines.Escape).SkipLast(1))
                .Where(IsPlain)
                .Select(Folder)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> Words(Instruction instruction, char escape)
    {
        if (instruction.Rest.StartsWith('['))
        {
            try
            {
                return JsonSerializer.Deserialize<JsonElement>(instruction.Rest).EnumerateArray().Select(word => word.ToString()).ToArray();
            }
            catch (JsonException)
            {
                // Docker then takes it for words, too.
            }
        }

        return instruction.Words(escape).Select(word => word.Trim('"', '\''));
    }

    // Variables, addresses and texts that stand in the Dockerfile are no files of the context.
    private static bool IsPlain(string source) =>
        !source.Contains('$', StringComparison.Ordinal)
        && !source.Contains("://", StringComparison.Ordinal)
        && !source.StartsWith("git@", StringComparison.Ordinal)
        && !source.StartsWith("<<", StringComparison.Ordinal);

    private static string Folder(string source)
    {
        var segments = source.Split('/').Where(segment => segment is not ("" or "."));
        return string.Join('/', segments.TakeWhile(segment => !segment.AsSpan().ContainsAny("*?[")));
    }
}
