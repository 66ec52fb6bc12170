using Stevedore.Planning.Dockerfiles;
using Xunit;

namespace Stevedore.Tests.Planning.Dockerfiles;

/// <summary>Quotes, escapes and variables, after the cases of BuildKit's own lexer. FOO is xxyy, EMPTY is empty, BUILDER is known to the builder alone.</summary>
public sealed class ExpandingWords
{
    private static readonly Dictionary<string, string?> Variables = new()
    {
        ["FOO"] = "xxyy",
        ["EMPTY"] = "",
        ["BUILDER"] = null,
        ["X"] = "x",
        ["STARS"] = "a***yy*",
        ["SIGNS"] = "()[]{}^$.*?|\\x",
        ["PATH"] = "/foo*/*/*.txt",
        ["NEEDLE"] = "\\*/",
        ["TMP"] = "/tmp/tmp/bar.txt",
        ["HANGUL"] = "한국어",
    };

    [Theory]
    [InlineData("hello", "hello")]
    [InlineData("he'll'o", "hello")]
    [InlineData("he'll", null)]
    [InlineData("he\\'ll", "he'll")]
    [InlineData("he\\\\'ll", null)]
    [InlineData("he\\", "he")]
    [InlineData("'he\\'", "he\\")]
    [InlineData("\"he\\\"ll\"", "he\"ll")]
    [InlineData("\"he\\ll\"", "he\\ll")]
    [InlineData("\"he", null)]
    [InlineData("\"'$FOO'\"", "'xxyy'")]
    [InlineData("'$FOO'", "$FOO")]
    [InlineData("\\$FOO", "$FOO")]
    [InlineData("\"\\$FOO\"", "$FOO")]
    [InlineData("$FOO", "xxyy")]
    [InlineData("$FOO-x", "xxyy-x")]
    [InlineData("$FOO_", "")]
    [InlineData("${FOO}_", "xxyy_")]
    [InlineData("a$", "a$")]
    [InlineData("a$ b", "a$ b")]
    [InlineData("a$(b)", "a$(b)")]
    [InlineData("$1x", "x")]
    [InlineData("$?", "")]
    [InlineData("${FOO", null)]
    [InlineData("${", null)]
    [InlineData("${}", null)]
    [InlineData("${:x}", null)]
    [InlineData("${{FOO}}", null)]
    [InlineData("${FOO:}", null)]
    [InlineData("${FOO=aaa}", null)]
    [InlineData("${FOO:=aaa}", null)]
    [InlineData("${FOO@Q}", null)]
    [InlineData("$HANGUL", "한국어")]
    public void UnderstandsQuotesAndNames(string word, string? expected) => Assert.Equal(expected, Expand(word));

    [Theory]
    [InlineData("${FOO-a} ${EMPTY-b} ${NONE-c}", "xxyy  c")]
    [InlineData("${FOO:-a} ${EMPTY:-b} ${NONE:-c}", "xxyy b c")]
    [InlineData("${FOO+a} ${EMPTY+b} ${NONE+c}", "a b ")]
    [InlineData("${FOO:+a} ${EMPTY:+b} ${NONE:+c}", "a  ")]
    [InlineData("${NONE:-}", "")]
    [InlineData("${NONE:-$FOO}", "xxyy")]
    [InlineData("${NONE:-${EMPTY:-z}}", "z")]
    [InlineData("${NONE:-'a}b'}", "a}b")]
    [InlineData("${NONE:-a\\}b}", "a}b")]
    [InlineData("${NONE:-a", null)]
    [InlineData("${FOO?a}", "xxyy")]
    [InlineData("${EMPTY?a}", "")]
    [InlineData("${NONE?a}", null)]
    [InlineData("${FOO:?a}", "xxyy")]
    [InlineData("${EMPTY:?a}", null)]
    [InlineData("${NONE:?}", null)]
    public void UnderstandsAlternatives(string word, string? expected) => Assert.Equal(expected, Expand(word));

    [Theory]
    [InlineData("${FOO#*x*y}", "y")]
    [InlineData("${FOO#*}", "xxyy")]
    [InlineData("${FOO#$X}", "xyy")]
    [InlineData("${FOO#$EMPTY}", "xxyy")]
    [InlineData("${FOO#}", "xxyy")]
    [InlineData("${FOO##*x}", "yy")]
    [InlineData("${FOO##}", "xxyy")]
    [InlineData("${FOO#y}", "xxyy")]
    [InlineData("${FOO%y}", "xxy")]
    [InlineData("${FOO%y*}", "xxy")]
    [InlineData("${FOO%%y*}", "xx")]
    [InlineData("${FOO%x}", "xxyy")]
    [InlineData("${FOO%}", "xxyy")]
    [InlineData("${FOO%%$EMPTY}", "xxyy")]
    [InlineData("${SIGNS#()[]{\\}^$.\\*\\?|\\\\}", "x")]
    [InlineData("${STARS%%\\**}", "a")]
    [InlineData("${STARS%%\\**\\*}", "a")]
    [InlineData("${NONE#x}", "")]
    [InlineData("${FOO#\\x}", null)]
    [InlineData("${PATH/$NEEDLE/.}", "/foo.*/*.txt")]
    [InlineData("${PATH//$NEEDLE/.}", "/foo..*.txt")]
    [InlineData("${TMP/\\/tmp/}", "/tmp/bar.txt")]
    [InlineData("${TMP//\\/tmp/}", "/bar.txt")]
    [InlineData("${TMP//\\//-}", "-tmp-tmp-bar.txt")]
    [InlineData("${FOO/$EMPTY/ww}", "wwxxyy")]
    [InlineData("${FOO/x?/-}", "-yy")]
    [InlineData("${FOO//ww}", null)]
    [InlineData("${FOO///}", "xxyy")]
    [InlineData("${NONE/a/b}", "")]
    public void UnderstandsPatterns(string word, string? expected) => Assert.Equal(expected, Expand(word));

    [Theory]
    [InlineData("$BUILDER", null)]
    [InlineData("x-${BUILDER:-y}", null)]
    [InlineData("${BUILDER+x}", "x")]
    [InlineData("${BUILDER:+x}", null)]
    [InlineData("${BUILDER%x}", null)]
    [InlineData("${BUILDER/x/y}", null)]
    [InlineData("${FOO:-$BUILDER}", null)]
    public void SaysNothingOfWhatOnlyTheBuilderKnows(string word, string? expected) => Assert.Equal(expected, Expand(word));

    [Theory]
    [InlineData("a`$FOO", '`', "a$FOO")]
    [InlineData("C:\\$FOO", '`', "C:\\xxyy")]
    [InlineData("\"`\"\"", '`', "\"")]
    public void EscapesWithWhatTheDirectiveSays(string word, char escape, string expected) =>
        Assert.Equal(expected, new ShellWord(word, escape, Variables).Expand());

    private static string? Expand(string word) => new ShellWord(word, '\\', Variables).Expand();
}
