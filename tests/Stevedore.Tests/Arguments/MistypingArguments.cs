using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Stevedore.Arguments;
using Stevedore.Tasks;
using Xunit;

namespace Stevedore.Tests.Arguments;

public sealed class MistypingArguments
{
    private static readonly string[] Known = ["images", "platforms", "tag", "json", "allow-dirty", "t"];

    [Theory]
    [InlineData("imags", "images")]
    [InlineData("image", "images")]
    [InlineData("iamges", "images")]
    [InlineData("IMAGS", "images")]
    [InlineData("platfroms", "platforms")]
    [InlineData("platform", "platforms")]
    [InlineData("tags", "tag")]
    [InlineData("jsno", "json")]
    [InlineData("alow-dirty", "allow-dirty")]
    [InlineData("allowdirty", "allow-dirty")]
    public void RefusesWhatIsAlmostAName(string given, string meant) =>
        Assert.Equal(
            $"Unknown argument --{given}: no task declares it. Did you mean --{meant}?",
            Assert.Throws<StevedoreException>(() => NearMiss.Check([given], Known)).Message
        );

    [Theory]
    [InlineData("images")]
    [InlineData("Images")]
    [InlineData("os")]
    [InlineData("x")]
    [InlineData("log")]
    [InlineData("configuration")]
    [InlineData("nuget_useinprocessclient")]
    public void LeavesNamesOfOthersAlone(string given) => NearMiss.Check([given], Known);

    [Fact]
    public void KnowsNothingIsNearNothing() => NearMiss.Check(["images"], []);

    [Fact]
    public void ChecksWhatTasksDeclare()
    {
        var check = Check(new Declaring());

        check.Run(new GivenArguments("target=Declaring", "retain=5", "images=web", "verbosity=diagnostic", "unrelated"));
        Assert.Equal(
            "Unknown argument --retian: no task declares it. Did you mean --retain?",
            Assert.Throws<StevedoreException>(() => check.Run(new GivenArguments("retian=5"))).Message
        );
    }

    [Theory]
    [InlineData("imags=web")]
    [InlineData("targt=Ship")]
    public void ChecksShippingAndCakeWithoutAnyTask(string argument) =>
        Assert.Throws<StevedoreException>(() => Check().Run(new GivenArguments(argument)));

    [Fact]
    public void TellsNoTargetsWhereATaskMayHaveAnyName()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IFrostingTask>(_ => throw new InvalidOperationException("A task was made."));

        new ArgumentCheck(new(services)).Run(new GivenArguments("target=Else", "Images=web"));
    }

    [Fact]
    public void NeedsATargetToRunAndNoneToList()
    {
        var services = new ServiceCollection();
        var arguments = new GivenArguments("target=Default");

        Assert.Equal(
            "Cannot run without a target: none was named, and this build has no task Default. Name one, such as --target=Ship; --description lists all.",
            Assert.Throws<StevedoreException>(() => new ArgumentCheck(new(services)).Run(arguments)).Message
        );
        new ArgumentCheck(new(services), ArgumentCheck.IsListing(["Build.dll", "--description"])).Run(arguments);
        Assert.False(ArgumentCheck.IsListing(["Build.dll", "--target=Ship"]));
    }

    [Theory]
    [InlineData("Shp", "Did you mean --target=Ship? --description lists all.")]
    [InlineData("SHPI", "Did you mean --target=Ship? --description lists all.")]
    [InlineData("ShipPlans", "Did you mean --target=ShipPlan? --description lists all.")]
    [InlineData("Decl", "Did you mean --target=Declaring? --description lists all.")]
    public void SaysWhichTargetWasMeant(string target, string fix)
    {
        var check = Check(new Ship(null!), new ShipPlan(null!), new Declaring());

        Assert.Equal(
            $"Cannot run '{target}': there is no such target. {fix}",
            Assert.Throws<StevedoreException>(() => check.Run(new GivenArguments($"target={target}"))).Message
        );
    }

    [Theory]
    [InlineData("ship")]
    [InlineData("ShipPlan")]
    [InlineData("Declaring")]
    [InlineData("")]
    public void LeavesATargetThatThereIsAlone(string target) =>
        Check(new Ship(null!), new ShipPlan(null!), new Declaring()).Run(new GivenArguments($"target={target}"));

    [Fact]
    public void ListsWhatTasksDeclareInHelp()
    {
        var lines = ArgumentHelp.Lines([new("retain", "How many to retain.", "number"), .. ShipArgumentsAttribute.All]).ToArray();

        Assert.Equal(["", "ARGUMENTS OF TASKS:"], lines[..2]);
        Assert.Matches("^    --retain=<number> +How many to retain\\.$", lines[^1]);
        Assert.Equal(ShipArgumentsAttribute.All.Length + 1, lines.Length - 2);
    }

    [Fact]
    public void EveryTaskAboutShippingDeclaresTheSameArguments()
    {
        IFrostingTask[] tasks =
        [
            new Ship(null!),
            new ShipPlan(null!),
            new ShipLogin(null!),
            new ShipPush(null!),
            new ShipBuild(null!, null!),
            new ShipLoad(null!),
            new ShipDefinitions(null!, null!),
        ];

        Assert.All(
            tasks,
            task =>
                Assert.Equal(
                    [
                        "config",
                        "environment",
                        "images",
                        "platforms",
                        "commit",
                        "branch",
                        "tag",
                        "output",
                        "allow-dirty",
                        "rebuild",
                        "refresh",
                        "no-cache",
                        "remove-builder",
                        "json",
                    ],
                    KnownTasks.Declared(task.GetType()).Except(RemoteArgumentsAttribute.All).Select(argument => argument.Name)
                )
        );
        Assert.All(ShipArgumentsAttribute.All, argument => Assert.EndsWith(".", argument.Meaning, StringComparison.Ordinal));
    }

    private static ArgumentCheck Check(params IFrostingTask[] tasks)
    {
        var services = new ServiceCollection();
        foreach (var task in tasks)
        {
            services.AddSingleton(task);
        }

        return new(new(services));
    }

    [TaskArgument("retain", "How many to retain.", Values = "number")]
    private sealed class Declaring : FrostingTask;
}
