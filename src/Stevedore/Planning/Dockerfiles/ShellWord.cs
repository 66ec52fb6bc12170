using System.Text;

namespace Stevedore.Planning.Dockerfiles;

/// <summary>Takes quotes and escapes away and fills variables in, as a shell would.</summary>
/// <remarks><see href="https://docs.docker.com/reference/dockerfile/#environment-replacement"/></remarks>
/// <param name="text">A word, or a line.</param>
/// <param name="escape">The character that escapes.</param>
/// <param name="variables">A value of null is set, but not known here.</param>
internal sealed class ShellWord(string text, char escape, IReadOnlyDictionary<string, string?> variables)
{
    private readonly ShellWordSplit words = new();
    private int at;
    private bool keepsEscapes;

    /// <summary>Whether quotes stay.</summary>
    public bool KeepsQuotes { get; init; }

    /// <summary>Whether escaping characters stay.</summary>
    public bool KeepsEscapes { get; init; }

    /// <summary>Whether variables that are not set stay as they are written.</summary>
    public bool KeepsUnset { get; init; }

    /// <summary>Null when it is not well formed, demands a variable that is not set, or stands on one that is not known.</summary>
    public string? Expand()
    {
        keepsEscapes = KeepsEscapes;
        return Until(null, words);
    }

    /// <summary>The same, split at blanks that are not quoted.</summary>
    public List<string>? Words() => Expand() is null ? null : words.All();

    private char? Peek => at < text.Length ? text[at] : null;

    private string? Until(char? stop, ShellWordSplit? split)
    {
        var result = new StringBuilder();
        while (Peek is { } character && character != stop)
        {
            var piece = character switch
            {
                '\'' => SingleQuoted(),
                '"' => DoubleQuoted(),
                '$' => Dollar(),
                '<' => Less(),
                _ => Plain(),
            };
            if (piece is null)
            {
                return null;
            }

            result.Append(piece);
            split?.Add(piece, isKept: character is not '$' && (character is '\'' or '"' or '<' || character == escape));
        }

        return stop is not null && at++ >= text.Length ? null : result.ToString();
    }

    private string Plain()
    {
        var character = text[at++];
        if (character != escape)
        {
            return character.ToString();
        }

        return (keepsEscapes ? character.ToString() : "") + (at < text.Length ? text[at++].ToString() : "");
    }

    // Blanks may stand between << and the name of a heredoc.
    private string Less()
    {
        var from = at++;
        if (Peek == '<')
        {
            at++;
            while (Peek is { } blank && char.IsWhiteSpace(blank))
            {
                at++;
            }
        }

        return text[from..at];
    }

    private string? SingleQuoted()
    {
        var end = text.IndexOf('\'', at + 1);
        if (end < 0)
        {
            return null;
        }

        var quoted = KeepsQuotes ? text[at..(end + 1)] : text[(at + 1)..end];
        at = end + 1;
        return quoted;
    }

    private string? DoubleQuoted()
    {
        var result = new StringBuilder(KeepsQuotes ? "\"" : "");
        at++;
        while (Peek is { } character)
        {
            if (character == '"')
            {
                at++;
                return result.Append(KeepsQuotes ? "\"" : "").ToString();
            }

            if ((character == '$' ? Dollar() : InDoubleQuotes()) is not { } piece)
            {
                return null;
            }

            result.Append(piece);
        }

        return null;
    }

    private string InDoubleQuotes()
    {
        var character = text[at++];
        if (character != escape || Peek is not { } escaped)
        {
            return character == escape && !keepsEscapes ? "" : character.ToString();
        }

        var isEscaped = escaped is '"' or '$' || escaped == escape;
        at += isEscaped ? 1 : 0;
        return (keepsEscapes ? character.ToString() : "") + (isEscaped ? escaped : character);
    }

    private string? Dollar()
    {
        at++;
        if (Peek == '{')
        {
            at++;
            return Name() is { Length: > 0 } braced ? Braced(braced) : null;
        }

        var name = Name();
        return name.Length == 0
            ? "$"
            : Value(name, out var isSet)
                ?? (
                    isSet ? null
                    : KeepsUnset ? "$" + name
                    : ""
                );
    }

    private string? Braced(string name)
    {
        var operation = Peek;
        at++;
        var modifier = operation == ':' ? Peek : operation;
        at += operation == ':' ? 1 : 0;
        var value = Value(name, out var isSet);
        var isKept = KeepsUnset && !isSet;
        switch (modifier)
        {
            case '}' when operation != ':':
                return value
                    ?? (
                        isSet ? null
                        : isKept ? $"${{{name}}}"
                        : ""
                    );
            case '-' or '+' or '?' or '#' or '%':
                var word = Nested('}', keeps: modifier is '#' or '%');
                var sign = operation == ':' ? ":" + modifier : $"{modifier}";
                return word is null ? null
                    : isKept ? $"${{{name}{sign}{word}}}"
                    : ShellSubstitution.Of(sign, word, value, isSet);
            case '/' when operation != ':':
                var all = Peek == '/';
                at += all ? 1 : 0;
                var pattern = Nested('/', keeps: true);
                var replacement = pattern is null ? null : Nested('}', keeps: true);
                return replacement is null || (isSet && value is null) ? null
                    : isKept ? $"${{{name}/{pattern}/{replacement}}}"
                    : ShellPattern.Replace(value ?? "", pattern!, replacement, all);
            default:
                return null;
        }
    }

    private string? Nested(char stop, bool keeps)
    {
        var before = keepsEscapes;
        keepsEscapes = keeps;
        var word = Until(stop, null);
        keepsEscapes = before;
        return word;
    }

    private string? Value(string name, out bool isSet)
    {
        isSet = variables.TryGetValue(name, out var value);
        return value;
    }

    // Digits alone, one of the shell's own parameters, or letters, digits and underscores.
    private string Name()
    {
        var from = at;
        if (Peek is { } first && !char.IsDigit(first) && "@*#?-$!".Contains(first, StringComparison.Ordinal))
        {
            at++;
            return text[from..at];
        }

        var isNumber = Peek is { } digit && char.IsDigit(digit);
        while (Peek is { } character && (char.IsDigit(character) || (!isNumber && (char.IsLetter(character) || character == '_'))))
        {
            at++;
        }

        return text[from..at];
    }
}
