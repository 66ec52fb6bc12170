using System.Text;

namespace Stevedore.Planning.Dockerfiles;

/// <summary>The instructions of a text: directives read, comments left out, continued lines joined, the text of heredocs passed over.</summary>
internal sealed class DockerfileLines
{
    private readonly string[] lines;
    private readonly Dictionary<(string Line, bool IsChomped), List<int>> places = [];
    private bool areIndexed;
    private int next;

    public DockerfileLines(string text)
    {
        // Only a line feed ends a line; a carriage return before it belongs to the end.
        lines = text.TrimStart('\uFEFF').Split('\n');
        for (var line = 0; line < lines.Length; line++)
        {
            lines[line] = lines[line].TrimEnd('\r');
        }

        Escape = Directives.Escape(lines);
    }

    public char Escape { get; }

    public IEnumerable<Instruction> Instructions()
    {
        while (next < lines.Length)
        {
            if (Joined() is { } line && Instruction.Parse(line) is { } instruction)
            {
                yield return instruction;
                foreach (var heredoc in Heredoc.Of(instruction))
                {
                    Pass(heredoc);
                }
            }
        }
    }

    // Null for a comment and for nothing.
    private string? Joined()
    {
        var (first, continues) = Continued(Uncommented(lines[next++].TrimStart()));
        if (!continues)
        {
            return first.Length == 0 ? null : first;
        }

        var joined = new StringBuilder(first);
        while (continues && next < lines.Length)
        {
            var line = Uncommented(lines[next++]);
            if (!string.IsNullOrWhiteSpace(line))
            {
                (line, continues) = Continued(line);
                joined.Append(line);
            }
        }

        return joined.ToString();
    }

    private static string Uncommented(string line) => line.AsSpan().TrimStart().StartsWith('#') ? "" : line;

    // An escaped escape at the end continues nothing.
    private (string Line, bool Continues) Continued(string line)
    {
        var text = line.AsSpan().TrimEnd(" \t");
        return text.EndsWith(Escape) && (text.Length == 1 || text[^2] != Escape) ? (text[..^1].ToString(), true) : (line, false);
    }

    // One that ends nowhere is none: BuildKit refuses it, or reads it as an operator, according to its version.
    private void Pass(Heredoc heredoc)
    {
        Index();
        var found = places.GetValueOrDefault((heredoc.Name, heredoc.IsChomped)) ?? [];
        var place = found.BinarySearch(next);
        place = place < 0 ? ~place : place;
        next = place < found.Count ? found[place] + 1 : next;
    }

    // So that a text with many heredocs is read in the time that its length takes.
    private void Index()
    {
        for (var line = 0; !areIndexed && line < lines.Length; line++)
        {
            Add((lines[line], false), line);
            Add((lines[line].TrimStart('\t'), true), line);
        }

        areIndexed = true;
    }

    private void Add((string Line, bool IsChomped) key, int line)
    {
        if (!places.TryGetValue(key, out var found))
        {
            places[key] = found = [];
        }

        found.Add(line);
    }
}
