using Stevedore.CodeBuild.Following;
using Xunit;

namespace Stevedore.Tests.CodeBuild;

public sealed class MakingLinesOfALog
{
    [Theory]
    [InlineData("text\r\n", "text")]
    [InlineData("text\r\r\n", "text")]
    [InlineData("50%\r100%\r\r\n", "100%")]
    [InlineData("\r\n", "")]
    public void KeepsWhatATerminalWouldShow(string message, string line) => Assert.Equal([line], new LogLines().Of([message]));
}
