using Stevedore.Tool;
using Xunit;

namespace Stevedore.Tests.Tool;

public sealed class ReadingACommandLine
{
    private static readonly Verbs Known = Verbs.OfStevedore();

    [Theory]
    [InlineData("ship", "--target=Ship")]
    [InlineData("plan --json", "--target=ShipPlan --json")]
    [InlineData("Ship", "--target=Ship")]
    [InlineData("shippush --rebuild", "--target=ShipPush --rebuild")]
    [InlineData("credentials store --registry=hub", "--target=CredentialsStore --registry=hub")]
    [InlineData("CredentialsStore --registry=hub", "--target=CredentialsStore --registry=hub")]
    [InlineData("ship --images web --images=base", "--target=Ship --images=web --images=base")]
    [InlineData("ship --json=false --output out", "--target=Ship --json=false --output=out")]
    [InlineData("ship -v quiet --dryrun", "--target=Ship --verbosity=quiet --dryrun")]
    [InlineData("ship --branch=@main", "--target=Ship --branch=@main")]
    [InlineData("--target=Ship --allow-dirty", "--target=Ship --allow-dirty")]
    [InlineData("pipeline status --retry --watch", "--target=PipelineStatus --retry --watch")]
    [InlineData("pipeline status --retry=all", "--target=PipelineStatus --retry=all")]
    [InlineData("--tree", "--tree")]
    public void StartsTheTarget(string given, string host) => Assert.Equal(host, Run(given, hasBuild: false));

    /// <summary>A build may have tasks and arguments of its own.</summary>
    [Theory]
    [InlineData("ship --images web", "--target=Ship --images web")]
    [InlineData("build", "--target=ShipBuild")]
    [InlineData("Build", "--target=Build")]
    [InlineData("Deploy --stage=prod", "--target=Deploy --stage=prod")]
    [InlineData("--stage=prod", "--stage=prod")]
    [InlineData("Deploy -- --help", "--target=Deploy -- --help")]
    public void LeavesTheRestToABuild(string given, string host) => Assert.Equal(host, Run(given, hasBuild: true));

    [Theory]
    [InlineData("shp", "Cannot run 'shp': there is no such verb or target. Did you mean `stevedore ship`? `stevedore --help` lists all.")]
    [InlineData("deploy-all", "Cannot run 'deploy-all': there is no such verb or target. `stevedore --help` lists all.")]
    [InlineData(
        "credentials stor",
        "Cannot run 'credentials stor': there is no such verb or target. Did you mean `stevedore credentials store`?"
    )]
    [InlineData(
        "credentials",
        "Cannot run 'credentials': there is no such verb or target. Use `stevedore credentials check` or `stevedore credentials store`."
    )]
    [InlineData("ship --imags=web", "Unknown argument --imags: `stevedore ship` has none of that name. Did you mean --images?")]
    [InlineData(
        "ship --zzzzzzzz",
        "Unknown argument --zzzzzzzz: `stevedore ship` has none of that name. `stevedore ship --help` lists all."
    )]
    [InlineData(
        "ship web",
        "Cannot read 'web': `stevedore ship` takes no words behind it. Write what is meant as an argument, --name=value; `stevedore ship --help` lists all."
    )]
    [InlineData("ship --commit=", "Cannot read --commit: it has no value. Write --commit=<value>.")]
    [InlineData("ship --commit --json", "Cannot read --commit: it has no value. Write --commit=<value>.")]
    [InlineData("credentials store --registry=", "Cannot read --registry: it has no value. Write --registry=<value>.")]
    [InlineData(
        "--images=web",
        "Cannot run: the verb is missing. Write it in front, such as `stevedore ship`; `stevedore --help` lists all."
    )]
    [InlineData("ship --target=Check", "Cannot run --target=Check: `stevedore ship` says already what to run. Write one of them.")]
    [InlineData(
        "ship --verbosity=loud",
        "Cannot read --verbosity=loud: there is no such verbosity. Write one of quiet, minimal, normal, verbose, diagnostic."
    )]
    [InlineData("completion", "Cannot complete: the shell is missing. Write `stevedore completion <shell>`: bash, zsh, fish, pwsh.")]
    public void SaysWhatIsNotThere(string given, string message) =>
        Assert.Equal(message, Assert.Throws<StevedoreException>(() => Run(given, hasBuild: false)).Message);

    [Theory]
    [InlineData("", null)]
    [InlineData("--help", null)]
    [InlineData("help", null)]
    [InlineData("ship -h", "ship")]
    [InlineData("help credentials store", "credentials store")]
    [InlineData("ShipPlan --help", "plan")]
    public void Helps(string given, string? verb) =>
        Assert.Equal(verb, Assert.IsType<Invocation.Help>(Read(given, hasBuild: false)).Verb?.Words);

    [Theory]
    [InlineData("ship --working=shop --json", "shop", false, "ship --json")]
    [InlineData("-w shop ship", "shop", false, "ship")]
    [InlineData("ship --no-build-project", null, true, "ship")]
    public void TellsWhereFromWhat(string given, string? working, bool leavesBuildOut, string rest)
    {
        var place = Place.Of(given.Split(' '));

        Assert.Equal((working, leavesBuildOut, rest), (place.Working, place.LeavesBuildOut, string.Join(' ', place.Rest)));
    }

    [Fact]
    public void MissesTheFolder() =>
        Assert.Equal(
            "Cannot read --working: it has no value. Write --working=<value>.",
            Assert.Throws<StevedoreException>(() => Place.Of(["ship", "--working"])).Message
        );

    private static string Run(string given, bool hasBuild) =>
        string.Join(' ', Assert.IsType<Invocation.Run>(Read(given, hasBuild)).Arguments);

    private static Invocation Read(string given, bool hasBuild) =>
        new CommandLine(Known, hasBuild).Read([.. given.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
}
