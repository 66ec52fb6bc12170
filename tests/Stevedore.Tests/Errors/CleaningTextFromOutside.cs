using Xunit;

namespace Stevedore.Tests.Errors;

public sealed class CleaningTextFromOutside
{
    [Theory]
    [InlineData("plain text, ümläut, 漢字, 👍🏽", "plain text, ümläut, 漢字, 👍🏽")]
    [InlineData("one\ntwo\r\nthree\rfour\tfive", "one two  three four five")]
    [InlineData("a\u2028b\u2029c\u0085d\ve\ff", "a b c d e f")]
    [InlineData("\u001b[31mred\u001b[0m", "red")]
    [InlineData("\u001b[2K\u001b[1A\u001b[38;5;196mup", "up")]
    [InlineData("\u009b31mred", "red")]
    [InlineData("\u001b]8;;https://evil.example\u001b\\link\u001b]8;;\u0007", "link")]
    [InlineData("\u001b]0;title\u0007text", "text")]
    [InlineData("\u001bPq\u001b\\text", "text")]
    [InlineData("\u001b]never ends", "never ends")]
    [InlineData("\u001b]broken\u001bXoff", "brokenoff")]
    [InlineData("\u001b7\u001bc.\u001b", ".")]
    [InlineData("nul\0bell\abackspace\bdelete\u007fnext\u0086", "nulbellbackspacedeletenext")]
    [InlineData("right\u202eto\u2066left\u2069\u200f", "righttoleft")]
    [InlineData("in\u200bvi\u200dsi\u2060ble\ufeff\u00ad", "invisible")]
    [InlineData("tag\U000e0041", "tag")]
    [InlineData("", "")]
    public void LeavesNothingThatATerminalWouldObey(string text, string clean) => Assert.Equal(clean, OutsideText.Clean(text));

    // An attribute's text is stored as UTF-8, which has no half characters.
    [Fact]
    public void ReplacesHalfACharacter() => Assert.Equal("a\ufffdb\ufffd", OutsideText.Clean("a\ud83db\udc4d"));

    [Fact]
    public void KeepsTheLinesOfTextThatIsDividedIntoLines() =>
        Assert.Equal("one\n\ttwo\nthreefour", OutsideText.CleanLines("one\n\ttwo\r\nthree\r\u001b[0mfour"));

    [Theory]
    [InlineData("  one \n\n two  ", "one two")]
    [InlineData(null, "")]
    [InlineData("one two three four", "one two three four")]
    [InlineData("one two three fourX", "one two three…")]
    [InlineData("0123456789012345678901234567890123456789", "…")]
    public void MakesOneShortLineOfIt(string? text, string line) => Assert.Equal(line, OutsideText.Line(text, most: 18));

    [Fact]
    public void KeepsAnErrorInItsLineWhateverItQuotes()
    {
        var error = new StevedoreException("Cannot push\nError: forged", "it said \u001b[2Jx\r\nERROR: y", "Do\u202e it.")
        {
            Details = ["  one\ntwo\u001b[1A"],
        };

        Assert.Equal("Cannot push Error: forged: it said x  ERROR: y. Do it.\n  one two", error.Message);
        Assert.Equal(("Cannot push Error: forged", "it said x  ERROR: y", "Do it."), (error.What, error.Why, error.Fix));
    }

    [Fact]
    public void CutsWhatNeverEnds()
    {
        var endless = string.Join(' ', Enumerable.Repeat("word", 1_000_000));

        Assert.InRange(new StevedoreException("Cannot push", endless, "Wait.").Message.Length, 3000, 4100);
    }
}
