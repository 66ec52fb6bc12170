using Stevedore.Source;
using Xunit;

namespace Stevedore.Tests.Source;

public sealed class WritingForAShell
{
    [Theory]
    [InlineData("arn:aws:codepipeline:us-east-1:123456789012:shop", "arn:aws:codepipeline:us-east-1:123456789012:shop")]
    [InlineData("my settings/shop.json", "'my settings/shop.json'")]
    [InlineData("it's;$(x).json", @"'it'\''s;$(x).json'")]
    public void IsOneWordToIt(string value, string word) => Assert.Equal(word, ShellWord.Of(value));
}
