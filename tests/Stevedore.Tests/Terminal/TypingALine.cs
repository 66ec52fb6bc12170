using System.Text;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.Tests.Terminal;

public sealed class TypingALine
{
    [Theory]
    [InlineData("t0ken\r", "t0ken")]
    [InlineData("t0ken\n", "t0ken")]
    [InlineData("wrong\u0015t0ken\r", "t0ken")]
    [InlineData("two words\u0017t0ken\r", "two t0ken")]
    [InlineData("two words  \u0017\u0017t0ken\r", "t0ken")]
    [InlineData("\u0017\u007f\bt0ken\r", "t0ken")]
    [InlineData("t0kenx\u007f\r", "t0ken")]
    [InlineData("t0kené漢\u007f\b\r", "t0ken")]
    [InlineData("t0ken👍🏽e\u0301\u007f\u007f\r", "t0ken")]
    [InlineData("\u001b[200~t0ken\u001b[201~\r", "t0ken")]
    [InlineData("t0\u001b[Dk\u001b[1;5Ce\u001bOAn\u001b[3~\u001b[[A\u001bOP\r", "t0ken")]
    [InlineData("t0\u0004ken\r", "t0ken")]
    [InlineData("\u0004", "")]
    [InlineData("\r", "")]
    public void TakesWhatIsMeant(string keys, string text)
    {
        var line = Typed(keys);

        Assert.Equal((text, null), (Encoding.UTF8.GetString(line.Bytes), line.Stray));
    }

    [Theory]
    [InlineData("t0\u001bken\r", "Escape")]
    [InlineData("t0\u001b\u001b[Aken\r", "Escape")]
    [InlineData("\u0001t0ken\r", "Ctrl-A")]
    [InlineData("t0\tken\r", "Tab")]
    [InlineData("t0ken\u001a\r", "Ctrl-Z")]
    public void KnowsAKeyThatMayHaveMeantSomethingElse(string keys, string stray) => Assert.Equal(stray, Typed(keys).Stray);

    [Fact]
    public void BeginsAnew()
    {
        var line = Typed("t0\u001bken\u0015t0ken\r");

        Assert.Equal(("t0ken", null), (Encoding.UTF8.GetString(line.Bytes), line.Stray));
    }

    [Fact]
    public void TakesUnfinishedSequencesForNone() => Assert.Equal("t0ken"u8.ToArray(), Typed("t0ken\u001b[").Bytes);

    private static TypedLine Typed(string keys)
    {
        var line = new TypedLine();
        var bytes = Encoding.UTF8.GetBytes(keys);
        var end = Array.FindIndex(bytes, line.Take);
        Assert.True(end < 0 || end == bytes.Length - 1);
        return line;
    }
}
