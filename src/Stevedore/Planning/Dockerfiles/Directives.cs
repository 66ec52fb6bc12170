namespace Stevedore.Planning.Dockerfiles;

/// <summary>The comments at the beginning that are instructions to the parser.</summary>
internal static class Directives
{
    /// <summary>What <c># escape=</c> chooses, else the backslash.</summary>
    public static char Escape(IEnumerable<string> lines) =>
        Of(lines, "#").FirstOrDefault(directive => directive is ("escape", "`" or "\\")).Value == "`" ? '`' : '\\';

    /// <summary>All of them, in the order of the text.</summary>
    /// <param name="comment">What begins a comment.</param>
    // Anything else ends them: another comment, an empty line.
    public static IEnumerable<(string Name, string Value)> Of(IEnumerable<string> lines, string comment) =>
        lines
            .Select(line => Directive(line.TrimStart(), comment))
            .TakeWhile(directive => directive is not null)
            .Select(directive => directive!.Value);

    private static (string Name, string Value)? Directive(string line, string comment)
    {
        var parts = line.Split('=', 2);
        if (!line.StartsWith(comment, StringComparison.Ordinal) || parts.Length < 2)
        {
            return null;
        }

        var name = parts[0][comment.Length..].Trim().ToLowerInvariant();
        var value = parts[1].Trim();
        return name is "syntax" or "escape" or "check" && value.Length > 0 ? (name, value) : null;
    }
}
