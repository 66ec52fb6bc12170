using Cake.Core.Diagnostics;
using Stevedore.Rehearsal;
using Stevedore.Tests.Arguments;
using Xunit;

namespace Stevedore.Tests.Rehearsal;

public sealed class CallingShip
{
    [Fact]
    public void StartsTheSameProgramWithAnotherTarget() =>
        Assert.Equal(
            ["/usr/bin/dotnet", "/build/Build.dll", "--target=Ship", "--allow-dirty", "--verbosity=normal"],
            ShipCommand.Of(["/usr/bin/dotnet", "/build/Build.dll"], new GivenArguments().GetArguments(), Verbosity.Normal)
        );

    [Fact]
    public void PassesFlagsAndValuesOn() =>
        Assert.Equal(["--no-cache", "--images=web,base", "--tag=a=b"], Passed("no-cache", "images=web,base", "tag=a=b"));

    [Fact]
    public void PassesEveryValueOfAnArgument() => Assert.Equal(["--note=a", "--note=b c"], Passed("note=a", "note=b c"));

    [Theory]
    [InlineData("target=Rehearse")]
    [InlineData("t=Rehearse")]
    [InlineData("Target=Rehearse")]
    [InlineData("lab=other.sh")]
    [InlineData("allow-dirty")]
    [InlineData("exclusive")]
    [InlineData("e")]
    [InlineData("verbosity=quiet")]
    [InlineData("v=quiet")]
    public void KeepsItsOwnArguments(string argument) => Assert.Equal(["--rebuild"], Passed(argument, "rebuild"));

    [Theory]
    [InlineData(Verbosity.Quiet, "--verbosity=quiet")]
    [InlineData(Verbosity.Diagnostic, "--verbosity=diagnostic")]
    public void IsAsVerboseAsThisRun(Verbosity verbosity, string argument) =>
        Assert.Equal(argument, ShipCommand.Of(["build"], new GivenArguments().GetArguments(), verbosity)[^1]);

    // Without the program and the target, which are always there.
    private static ImmutableArray<string> Passed(params string[] arguments) =>
        ShipCommand.Of(["build"], new GivenArguments(arguments).GetArguments(), Verbosity.Normal)[3..^1];
}
