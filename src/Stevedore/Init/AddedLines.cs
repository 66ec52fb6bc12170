namespace Stevedore.Init;

/// <summary>Adds lines to a file of lines, such as .gitignore.</summary>
internal static class AddedLines
{
    /// <summary>The file with them, which is as it is where all of them are in it.</summary>
    /// <exception cref="StevedoreException">It would be damaged by that.</exception>
    public static InitFile In(RepositoryFacts facts, string file, params ImmutableArray<string> lines)
    {
        var text = facts.Texts.GetValueOrDefault(file);
        var added = To(text, lines);
        return added is not null && text?.Contains('\uFFFD', StringComparison.Ordinal) == true
            ? throw new StevedoreException(
                $"Cannot add to {file}",
                "it is not UTF-8, and its other lines would be damaged",
                $"Convert it to UTF-8, or add yourself what is missing of {string.Join(", ", lines)}."
            )
            : new(file, added ?? text ?? "") { IsAddition = true };
    }

    /// <summary>Null where all of them are in it.</summary>
    /// <param name="text">What is in it now; null for no file.</param>
    public static string? To(string? text, params ImmutableArray<string> lines)
    {
        var known = (text ?? "").Split('\n').Select(line => line.Trim()).ToHashSet(StringComparer.Ordinal);
        var missing = lines.Where(line => !Forms(line).Any(known.Contains)).ToArray();
        if (missing.Length == 0)
        {
            return null;
        }

        var ending = text?.Contains("\r\n", StringComparison.Ordinal) == true ? "\r\n" : "\n";
        var before = text is { Length: > 0 } && !text.EndsWith('\n') ? text + ending : text;
        return before + string.Concat(missing.Select(line => line + ending));
    }

    // The same folder is written in several ways.
    private static IEnumerable<string> Forms(string line)
    {
        var bare = line.Trim('/');
        return line.EndsWith('/') || line.StartsWith('/') ? [bare, $"{bare}/", $"/{bare}", $"/{bare}/"] : [line];
    }
}
