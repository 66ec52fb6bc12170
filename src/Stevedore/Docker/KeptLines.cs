namespace Stevedore.Docker;

/// <summary>The last lines of what is printed: as many as any command prints that ends.</summary>
internal sealed class KeptLines
{
    /// <summary>In characters.</summary>
    public const int Most = 32 * 1024 * 1024;

    private readonly Queue<string> lines = new();
    private long length;

    /// <summary>Those that are kept, in their order.</summary>
    public List<string> All => [.. lines];

    /// <summary>Adds one, and drops the first where there are too many.</summary>
    public void Add(string line)
    {
        lines.Enqueue(line);
        for (length += Cost(line); length > Most && lines.Count > 1; )
        {
            length -= Cost(lines.Dequeue());
        }
    }

    // With what an object costs.
    private static int Cost(string line) => line.Length + 16;
}
