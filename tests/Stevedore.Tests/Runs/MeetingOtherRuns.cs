using Stevedore.Runs;
using Xunit;

namespace Stevedore.Tests.Runs;

public sealed class MeetingOtherRuns : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void IsOpenToEveryUserWhateverTheUmask()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        var place = new MeetingPlace(folder.File("runs"));

        var file = place.File("gate");
        using var held = place.Hold("1.run");

        Assert.Equal("1777", Mode(place.Folder));
        Assert.Equal("0644", Mode(file));
        Assert.Equal("0644", Mode(held!.Name));
    }

    [Fact]
    public void IsTheSameWhateverTheTemporaryFolder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has one for each user only.");

        Assert.Equal("/tmp/.stevedore-runs", MeetingPlace.OfThisMachine().Folder);
        Assert.Equal(["/tmp", "/elsewhere"], MeetingPlace.Parents("/elsewhere"));
    }

    [Fact]
    public void TakesNoLinkForThePlace()
    {
        Directory.CreateSymbolicLink(folder.File("runs"), folder.Path);

        var runs = folder.File("runs");
        Assert.Equal(
            $"Cannot tell by {runs} whether another run is under way: the system says '{runs} is a link'. "
                + "Let every user read and write there (its mode is 1777), or remove it while no run is under way.",
            Assert.Throws<StevedoreException>(() => new MeetingPlace(runs).File("gate")).Message
        );
    }

    [Fact]
    public async Task SaysWhatIsWrongWithThePlace()
    {
        await File.WriteAllTextAsync(folder.File("runs"), "", TestContext.Current.CancellationToken);
        var place = new MeetingPlace(folder.File("runs"));

        Assert.StartsWith(
            $"Cannot tell by {place.Folder} whether another run is under way: ",
            Assert.Throws<StevedoreException>(() => place.File("gate")).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<StevedoreException>(() => place.Hold("1.run"));
    }

    [Fact]
    public void HoldsAFileOnce()
    {
        var place = new MeetingPlace(folder.Path);
        using var held = place.Hold("1.run");

        Assert.Null(place.Hold("1.run"));
        Assert.Null(LockFile.TryTake(held!.Name, isShared: false));
    }

    [Fact]
    public void SharesALockWithThoseWhoShareIt()
    {
        var file = new MeetingPlace(folder.Path).File("use");
        using (LockFile.TryTake(file, isShared: true))
        {
            using var other = LockFile.TryTake(file, isShared: true);

            Assert.NotNull(other);
            Assert.Null(LockFile.TryTake(file, isShared: false));
        }

        using var alone = LockFile.TryTake(file, isShared: false);
        Assert.NotNull(alone);
        Assert.Null(LockFile.TryTake(file, isShared: true));
    }

    private static string Mode(string path) =>
        OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(path), 8).PadLeft(4, '0');
}
