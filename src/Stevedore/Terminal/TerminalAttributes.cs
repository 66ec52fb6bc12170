using System.Buffers.Binary;

namespace Stevedore.Terminal;

/// <summary>The <c>termios</c> structure of Linux and of macOS: input, output, control and local flags, then what single keys do.</summary>
/// <remarks><see href="https://man7.org/linux/man-pages/man3/termios.3.html"/></remarks>
internal static class TerminalAttributes
{
    private const uint ReturnBecomesNewLine = 0x100;

    /// <summary>The same without echo, lines and changes to what is typed. Signals by keys stay.</summary>
    public static byte[] Quiet(byte[] attributes, bool isMacOS)
    {
        var quiet = attributes.ToArray();
        var (size, local, least, time) = isMacOS
            ? (8, Echo: 0x8u | 0x10 | 0x100 | 0x400, 32 + 16, 32 + 17)
            : (4, Echo: 0x8u | 0x40 | 0x2 | 0x8000, 17 + 6, 17 + 5);
        Clear(quiet.AsSpan(0), ReturnBecomesNewLine);
        Clear(quiet.AsSpan(size * 3), local);
        quiet[least] = 1;
        quiet[time] = 0;
        return quiet;
    }

    private static void Clear(Span<byte> flags, uint cleared)
    {
        var all = BitConverter.IsLittleEndian
            ? BinaryPrimitives.ReadUInt32LittleEndian(flags)
            : BinaryPrimitives.ReadUInt32BigEndian(flags);
        _ = BitConverter.TryWriteBytes(flags, all & ~cleared);
    }
}
