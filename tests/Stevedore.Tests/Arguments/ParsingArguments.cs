using Stevedore.Arguments;
using Xunit;

namespace Stevedore.Tests.Arguments;

public sealed class ParsingArguments
{
    [Fact]
    public void HasDefaults() => Assert.Equal(new RunOptions(), RunOptions.Parse(new GivenArguments()));

    [Fact]
    public void TakesEveryArgument()
    {
        var arguments = RunOptions.Parse(
            new GivenArguments(
                "config=c.json",
                "environment=prod",
                "images=web, base,",
                "platforms=linux/arm64",
                "commit=3f2a91c",
                "branch=main",
                "tag=v1",
                "output=out",
                "allow-dirty",
                "rebuild=true",
                "json"
            )
        );

        Assert.Equal(["web", "base"], arguments.Images!.Value);
        Assert.Equal(
            new RunOptions
            {
                Config = "c.json",
                Environment = "prod",
                Images = arguments.Images,
                Platforms = "linux/arm64",
                Commit = "3f2a91c",
                Branch = "main",
                Tag = "v1",
                Output = "out",
                AllowDirty = true,
                Rebuild = true,
                Json = true,
            },
            arguments
        );
    }

    [Fact]
    public void ReadsEveryArgumentThatShippingDeclares()
    {
        // A value that is neither true nor false, so that values and flags can be told apart by what they say.
        foreach (var argument in ShipArgumentsAttribute.All)
        {
            var given = new GivenArguments($"{argument.Name}=maybe");
            if (argument.Values is null)
            {
                Assert.Throws<StevedoreException>(() => RunOptions.Parse(given));
            }
            else
            {
                Assert.NotEqual(new RunOptions(), RunOptions.Parse(given));
            }
        }
    }

    [Theory]
    [InlineData("platforms=a", "platforms=b", "a,b")]
    [InlineData("platforms=", "platforms=b", "b")]
    public void JoinsWhatIsGivenTwice(string first, string second, string expected) =>
        Assert.Equal(expected, RunOptions.Value(new GivenArguments(first, second), "platforms"));

    [Theory]
    [InlineData("images=")]
    [InlineData("images")]
    [InlineData("images= ")]
    public void RefusesAMissingValue(string argument) =>
        Assert.Equal(
            "Cannot read --images: it has no value. Write --images=<value>.",
            Assert.Throws<StevedoreException>(() => RunOptions.Parse(new GivenArguments(argument))).Message
        );

    [Theory]
    [InlineData("rebuild", true)]
    [InlineData("rebuild=", true)]
    [InlineData("rebuild=True", true)]
    [InlineData("rebuild=yes", true)]
    [InlineData("rebuild=1", true)]
    [InlineData("rebuild=FALSE", false)]
    [InlineData("rebuild=no", false)]
    [InlineData("rebuild=0", false)]
    [InlineData("other", false)]
    public void ReadsFlags(string argument, bool expected) =>
        Assert.Equal(expected, RunOptions.Flag(new GivenArguments(argument), "rebuild"));

    [Fact]
    public void RefusesAFlagWithAnotherValue() =>
        Assert.Equal(
            "Cannot read --rebuild=web: it is a flag. Write --rebuild, or --rebuild=false.",
            Assert.Throws<StevedoreException>(() => RunOptions.Parse(new GivenArguments("rebuild=Web"))).Message
        );

    [Fact]
    public void TakesTheLastOfAFlagGivenTwice() => Assert.False(RunOptions.Flag(new GivenArguments("rebuild", "rebuild=false"), "rebuild"));
}
