using System.Text.Json;

namespace Stevedore.Planning.Dockerfiles;

/// <summary>A text that stands behind its instruction.</summary>
/// <param name="Name">The line that ends it.</param>
/// <param name="IsChomped">Whether tabs may stand before that.</param>
internal sealed record Heredoc(string Name, bool IsChomped)
{
    private static readonly ImmutableDictionary<string, string?> NoVariables = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Those of an instruction, in order. Only RUN, COPY and ADD have any, also behind ONBUILD, and not in the form of a JSON array.</summary>
    public static IEnumerable<Heredoc> Of(Instruction instruction)
    {
        var holder = instruction.Name == "onbuild" ? Instruction.Parse(instruction.Rest) : instruction;
        return
            holder?.Name is "run" or "copy" or "add"
            && instruction.Line.Contains("<<", StringComparison.Ordinal)
            && !IsJsonArray(holder.Rest)
            ? Words(instruction.Line, keepsEscapes: true).Select(Parse).OfType<Heredoc>()
            : [];
    }

    private static Heredoc? Parse(string word)
    {
        var text = word.AsSpan().TrimStart("0123456789");
        if (!text.StartsWith("<<"))
        {
            return null;
        }

        var isChomped = text[2..].StartsWith('-');
        var name = text[(isChomped ? 3 : 2)..].TrimStart();
        return name.Length > 0 && !name.Contains('<') && Words(name.ToString(), keepsEscapes: false) is [var single]
            ? new(single, isChomped)
            : null;
    }

    // The backslash escapes here whatever the escape directive says. Quotes are kept the first time, where they tell a heredoc from a text.
    private static List<string> Words(string text, bool keepsEscapes) =>
        new ShellWord(text, '\\', NoVariables)
        {
            KeepsQuotes = keepsEscapes,
            KeepsEscapes = keepsEscapes,
            KeepsUnset = true,
        }.Words() ?? [];

    private static bool IsJsonArray(string text)
    {
        if (!text.StartsWith('['))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
