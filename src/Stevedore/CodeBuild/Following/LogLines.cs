using System.Text;

namespace Stevedore.CodeBuild.Following;

/// <summary>Makes lines of events: one may hold many lines, and a line may be split over several. Pure but for what it holds.</summary>
internal sealed class LogLines
{
    // Who prints without ever ending a line does not get all of the memory.
    private const int MostHeld = 256 * 1024;

    private readonly StringBuilder held = new();

    /// <summary>The lines that are complete with these.</summary>
    public IEnumerable<string> Of(IEnumerable<string> messages)
    {
        foreach (var message in messages)
        {
            var start = 0;
            for (var end = message.IndexOf('\n'); end >= 0; start = end + 1, end = message.IndexOf('\n', start))
            {
                held.Append(message, start, end - start);
                yield return Take();
            }

            held.Append(message, start, message.Length - start);
            if (held.Length > MostHeld)
            {
                yield return Take();
            }
        }
    }

    /// <summary>What no end of a line came after.</summary>
    public IEnumerable<string> Rest() => held.Length > 0 ? [Take()] : [];

    private string Take()
    {
        var line = held.ToString();
        held.Clear();
        // A terminal within the build makes "\r\r\n" of what ends with "\r\n".
        return Last(line.TrimEnd('\r'));
    }

    // What a terminal would show of a line that was written over and over.
    private static string Last(string line) => line.LastIndexOf('\r') is >= 0 and var back ? line[(back + 1)..] : line;
}
