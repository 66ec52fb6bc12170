using System.Buffers.Binary;
using System.Text;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.Tests.Terminal;

public sealed class AskingAtTheTerminal
{
    [Theory]
    [InlineData("acme\rt0ken\r")]
    [InlineData("acme\nt0ken\n")]
    [InlineData("acme\r\nt0ken\r\n")]
    public void TakesAnswersThatArePastedTogether(string keys)
    {
        using var input = Typed(keys);

        Assert.Equal(["acme", "t0ken"], [Answer(input), Answer(input)]);
    }

    [Fact]
    public void TakesAnEmptyAnswerForOne()
    {
        using var input = Typed("\r\rt0ken\r");

        Assert.Equal(["", "", "t0ken", ""], [Answer(input), Answer(input), Answer(input), Answer(input)]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SilencesTheTerminalAndKeepsItsSignals(bool isMacOS)
    {
        var attributes = Enumerable.Repeat((byte)0xff, 128).ToArray();

        var quiet = TerminalAttributes.Quiet(attributes, isMacOS);

        var local = BinaryPrimitives.ReadUInt32LittleEndian(quiet.AsSpan(isMacOS ? 24 : 12));
        Assert.Equal(isMacOS ? 0x518u : 0x804Au, ~local);
        Assert.Equal(0x100u, ~BinaryPrimitives.ReadUInt32LittleEndian(quiet));
        Assert.Equal((1, 0), isMacOS ? (quiet[48], quiet[49]) : (quiet[23], quiet[22]));
    }

    private static string Answer(HiddenInput input) => Encoding.UTF8.GetString(input.Ask("").Bytes);

    private static HiddenInput Typed(string keys)
    {
        var bytes = new Queue<byte>(Encoding.UTF8.GetBytes(keys));
        return new(() => bytes.TryDequeue(out var next) ? next : -1, null);
    }
}
