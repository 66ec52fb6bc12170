using System.Globalization;
using System.Text;

namespace Stevedore.Terminal;

/// <summary>A line as it is typed or pasted at a terminal that shows nothing of it: edited like a shell's, without what keys and pastes add to it.</summary>
internal sealed class TypedLine
{
    private const byte Escape = 0x1b;
    private const byte Delete = 0x7f;

    private readonly List<byte> text = [];
    private Within within;

    /// <summary>Where a key can leave the reading of a line.</summary>
    private enum Within
    {
        Text,
        Escape,
        Sequence,
        LastOfSequence,
    }

    /// <summary>The key that has no meaning here, whose typist may have meant another text than this; null for none.</summary>
    public string? Stray { get; private set; }

    /// <summary>What was typed, in the bytes of the terminal.</summary>
    public byte[] Bytes => [.. text];

    /// <summary>Takes the next byte; true at the end of the line.</summary>
    public bool Take(byte next)
    {
        switch (within)
        {
            case Within.Escape:
                AfterEscape(next);
                return false;
            case Within.Sequence:
                // The console's function keys send ESC [ [ and a letter.
                within =
                    next is (byte)'[' ? Within.LastOfSequence
                    : next is >= 0x20 and <= 0x3f ? Within.Sequence
                    : Within.Text;
                return false;
            case Within.LastOfSequence:
                within = Within.Text;
                return false;
            default:
                return TakeText(next);
        }
    }

    private void AfterEscape(byte next)
    {
        within = next switch
        {
            (byte)'[' => Within.Sequence,
            (byte)'O' => Within.LastOfSequence,
            Escape => Within.Escape,
            _ => Within.Text,
        };
        if (within is Within.Text or Within.Escape)
        {
            Stray = "Escape";
        }
    }

    private bool TakeText(byte next)
    {
        switch (next)
        {
            case (byte)'\r' or (byte)'\n':
                return true;
            case 0x04:
                // Ctrl-D ends the input on an empty line, and does nothing on another.
                return text.Count == 0;
            case Escape:
                within = Within.Escape;
                break;
            case 0x08 or Delete:
                Keep(characters => characters.Length - 1);
                break;
            case 0x15:
                text.Clear();
                Stray = null;
                break;
            case 0x17:
                Keep(characters => LastWord(characters));
                break;
            case < 0x20:
                Stray = next == (byte)'\t' ? "Tab" : $"Ctrl-{(char)(next + 0x40)}";
                break;
            default:
                text.Add(next);
                break;
        }

        return false;
    }

    // What a reader takes for one character may be several bytes, and several characters of Unicode.
    private void Keep(Func<string[], int> count)
    {
        var line = Encoding.UTF8.GetString([.. text]);
        var starts = StringInfo.ParseCombiningCharacters(line);
        var characters = starts
            .Select((start, index) => line[start..(index + 1 < starts.Length ? starts[index + 1] : line.Length)])
            .ToArray();
        text.Clear();
        text.AddRange(Encoding.UTF8.GetBytes(string.Concat(characters.Take(Math.Max(count(characters), 0)))));
    }

    private static int LastWord(string[] characters)
    {
        var end = Array.FindLastIndex(characters, character => !string.IsNullOrWhiteSpace(character));
        return end < 0 ? 0 : Array.FindLastIndex(characters, end, string.IsNullOrWhiteSpace) + 1;
    }
}
