using System.Text;

namespace Stevedore.Terminal;

/// <summary>Keys of a Windows console, which shows nothing of what is read so, as the bytes that a terminal would send.</summary>
internal sealed class WindowsKeys
{
    private readonly Queue<byte> pending = new();
    private string half = "";

    /// <summary>The next byte.</summary>
    public int Read()
    {
        while (pending.Count == 0)
        {
            // Keys without a character, such as arrows, have none.
            var letter = Console.ReadKey(intercept: true).KeyChar;
            half = letter == '\0' ? half : half + letter;
            if (half.Length > 0 && !char.IsHighSurrogate(half[^1]))
            {
                Array.ForEach(Encoding.UTF8.GetBytes(half), pending.Enqueue);
                half = "";
            }
        }

        return pending.Dequeue();
    }
}
