using Stevedore.Planning.Dockerfiles;
using Xunit;

namespace Stevedore.Tests.Planning;

public sealed class DeclaringArguments
{
    [Theory]
    [InlineData("FROM a\nARG SOURCE_DATE_EPOCH\n")]
    [InlineData("FROM a\nARG SOURCE_DATE_EPOCH=0\n")]
    [InlineData("ARG SOURCE_DATE_EPOCH\nFROM a\n")]
    [InlineData("FROM a AS one\n  arg\tSOURCE_DATE_EPOCH\nFROM b\n")]
    [InlineData("FROM a\nARG ONE=\"x y\" SOURCE_DATE_EPOCH=5 TWO\n")]
    [InlineData("FROM a\nARG ONE=1 \\\n  # a comment\n\n  SOURCE_DATE_EPOCH\n")]
    [InlineData("FROM a\r\nARG SOURCE_DATE_EPOCH\r\n")]
    [InlineData("FROM a\nONBUILD ARG SOURCE_DATE_EPOCH\n")]
    public void CountsWhereverItIs(string dockerfile) => Assert.True(Dockerfile.Parse(dockerfile).Declares("SOURCE_DATE_EPOCH"));

    [Theory]
    [InlineData("")]
    [InlineData("FROM a\nWORKDIR /srv\n")]
    [InlineData("FROM a\n# ARG SOURCE_DATE_EPOCH\n")]
    [InlineData("FROM a\nARG source_date_epoch\n")]
    [InlineData("FROM a\nARG SOURCE_DATE_EPOCH_OF_IT\n")]
    [InlineData("FROM a\nARG ONE=SOURCE_DATE_EPOCH\n")]
    [InlineData("FROM a\nARG ONE=\"SOURCE_DATE_EPOCH SOURCE_DATE_EPOCH\"\n")]
    [InlineData("FROM a\nENV SOURCE_DATE_EPOCH=0\n")]
    [InlineData("FROM a\nRUN echo \\\n  ARG SOURCE_DATE_EPOCH\n")]
    [InlineData("FROM a\nRUN <<END\nARG SOURCE_DATE_EPOCH\nEND\n")]
    public void DoesNotCountElsewhere(string dockerfile) => Assert.False(Dockerfile.Parse(dockerfile).Declares("SOURCE_DATE_EPOCH"));
}
