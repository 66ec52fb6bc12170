namespace Stevedore.CodeBuild.Artifacts;

/// <summary>The CRC-32 that a zip has of each file, which .NET does not compare. Pure but for what it holds.</summary>
internal sealed class ZipChecksum
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(index => Entry((uint)index))];

    private uint state = uint.MaxValue;

    /// <summary>Of all that was added.</summary>
    public uint Value => ~state;

    public void Add(ReadOnlySpan<byte> content)
    {
        var now = state;
        foreach (var one in content)
        {
            now = Table[(byte)(now ^ one)] ^ (now >> 8);
        }

        state = now;
    }

    private static uint Entry(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 1 ? (value >> 1) ^ Polynomial : value >> 1;
        }

        return value;
    }
}
