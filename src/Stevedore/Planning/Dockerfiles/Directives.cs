namespace Stevedore.Planning.Dockerfiles;

/// <summary>The comments at the beginning that are instructions to the parser.</summary>
internal static class Directives
{
    /// <summary>What <c># escape=</c> chooses, else the backslash.</summary>
    public static char Escape(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            switch (Directive(line.TrimStart()))
            {
                case null:
                    return '\\';
                case ("escape", "`"):
                    return '`';
                case ("escape", "\\"):
                    return '\\';
            }
        }

        return '\\';
    }

    // Anything else ends them: another comment, an empty line.
    private static (string Name, string Value)? Directive(string line)
    {
        var parts = line.Split('=', 2);
        if (!line.StartsWith('#') || parts.Length < 2)
        {
            return null;
        }

        var name = parts[0][1..].Trim().ToLowerInvariant();
        var value = parts[1].Trim();
        return name is "syntax" or "escape" or "check" && value.Length > 0 ? (name, value) : null;
    }
}
