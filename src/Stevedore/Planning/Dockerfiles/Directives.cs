namespace Stevedore.Planning.Dockerfiles;

/// <summary>The comments at the beginning that are instructions to the parser.</summary>
internal static class Directives
{
    /// <summary>What <c># escape=</c> chooses, else the backslash.</summary>
    public static char Escape(IEnumerable<string> lines) =>
        Of(lines, "#").FirstOrDefault(directive => directive is { Name: "escape", Value: "`" or "\\" })?.Value == "`" ? '`' : '\\';

    /// <summary>All of them, in the order of the text.</summary>
    /// <param name="comment">What begins a comment.</param>
    // Anything else ends them: another comment, an empty line.
    public static IEnumerable<Directive> Of(IEnumerable<string> lines, string comment) =>
        lines.Select(line => Read(line.TrimStart(), comment)).TakeWhile(directive => directive is not null).OfType<Directive>();

    private static Directive? Read(string line, string comment)
    {
        var parts = line.Split('=', 2);
        if (!line.StartsWith(comment, StringComparison.Ordinal) || parts.Length < 2)
        {
            return null;
        }

        var name = parts[0][comment.Length..].Trim().ToLowerInvariant();
        var value = parts[1].Trim();
        return name is "syntax" or "escape" or "check" && value.Length > 0 ? new(name, value) : null;
    }
}

internal sealed record Directive(string Name, string Value);
