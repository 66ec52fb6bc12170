using Stevedore.Hosting;
using Xunit;

namespace Stevedore.Tests.Hosting;

/// <summary>The profile that a run leaves for the start of the next.</summary>
public sealed class StartingAsBefore : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void LeavesOneForEachTaskAmongTheUsersCaches()
    {
        var caches = folder.File("caches");
        File.WriteAllText(
            folder.File("stevedore.json"),
            """{ "images": { "web": { "context": "." } }, "registries": { "ecr": { "account": "111122223333" } } }"""
        );
        File.WriteAllText(folder.File("Dockerfile"), "FROM scratch\n");
        foreach (var target in (string[])["ShipPlan", "ShipPlan", "ShowContext"])
        {
            ChildRun.Of(
                folder.Path,
                new Dictionary<string, string> { ["XDG_CACHE_HOME"] = caches, ["DOTNET_MultiCoreJitMinNumCpus"] = "1" },
                "plain",
                $"--target={target}"
            );
        }

        var profiles = Directory.GetFiles(Path.Combine(caches, "stevedore", "starts"));
        Assert.Equal(2, profiles.Length);
        Assert.All(profiles, profile => Assert.NotEqual(0, new FileInfo(profile).Length));
    }

    [Fact]
    public void TakesOneAsItIsUntilItIsOldOrOfAnotherCompile()
    {
        var caches = folder.File("caches");
        var profile = Path.Combine(caches, "stevedore", "starts", Assert.Single(Written()));
        var first = File.GetLastWriteTimeUtc(profile);

        Assert.Single(Written());
        Assert.Equal(first, File.GetLastWriteTimeUtc(profile));
        Assert.Empty(Directory.GetDirectories(Path.GetDirectoryName(profile)!));

        File.SetLastWriteTimeUtc(profile, first.AddMinutes(-10));
        Assert.Single(Written());
        Assert.True(File.GetLastWriteTimeUtc(profile) > first);

        foreach (var assembly in (string[])["ShipHost.dll", "Stevedore.dll"])
        {
            var before = File.GetLastWriteTimeUtc(profile);
            File.SetLastWriteTimeUtc(Path.Combine(Path.GetDirectoryName(ChildRun.Host)!, assembly), DateTime.UtcNow);
            Assert.Single(Written());
            Assert.True(File.GetLastWriteTimeUtc(profile) > before);
        }

        // As one leaves it that ends while it writes.
        File.WriteAllText(profile, "");
        Assert.Single(Written());
        Assert.NotEqual(0, new FileInfo(profile).Length);

        string[] Written()
        {
            ChildRun.Of(
                folder.Path,
                new Dictionary<string, string> { ["XDG_CACHE_HOME"] = caches, ["DOTNET_MultiCoreJitMinNumCpus"] = "1" },
                "plain",
                "--target=ShowContext"
            );
            return [.. Directory.GetFiles(Path.Combine(caches, "stevedore", "starts")).Select(file => Path.GetFileName(file))];
        }
    }

    /// <param name="compiled">How many minutes ago.</param>
    /// <param name="written">How many minutes ago.</param>
    [Theory]
    [InlineData(90, 0, true)]
    [InlineData(90, 9, true)]
    [InlineData(90, 10, false)]
    [InlineData(90, -1, false)]
    [InlineData(4, 5, false)]
    [InlineData(5, 5, false)]
    public void TellsWhichIsStillTrue(int compiled, int written, bool isTrue)
    {
        DateTime now = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

        Assert.Equal(isTrue, StartProfile.IsOf(now.AddMinutes(-compiled), now.AddMinutes(-written), now));
    }

    [Fact]
    public void RemovesThoseOfBuildsThatRunNoMore()
    {
        var caches = folder.File("caches");
        var starts = Directory.CreateDirectory(Path.Combine(caches, "stevedore", "starts")).FullName;
        const string old = "0123456789abcdef";
        const string young = "fedcba9876543210";
        string[] others = ["notes", "0123456789abcde", "0123456789abcdeg"];
        foreach (var (name, days) in new[] { (old, 31), (young, 29) }.Concat(others.Select(name => (name, 31))))
        {
            File.WriteAllText(Path.Combine(starts, name), "");
            File.SetLastWriteTimeUtc(Path.Combine(starts, name), DateTime.UtcNow.AddDays(-days));
        }

        var full = Directory.CreateDirectory(Path.Combine(starts, $"{old}.2"));
        File.WriteAllText(Path.Combine(full.FullName, "file"), "");
        Directory.SetLastWriteTimeUtc(full.FullName, DateTime.UtcNow.AddDays(-31));
        // As one leaves that is killed while it starts.
        Directory.SetLastWriteTimeUtc(Directory.CreateDirectory(Path.Combine(starts, $"{old}.1")).FullName, DateTime.UtcNow.AddDays(-31));

        ChildRun.Of(
            folder.Path,
            new Dictionary<string, string> { ["XDG_CACHE_HOME"] = caches, ["DOTNET_MultiCoreJitMinNumCpus"] = "1" },
            "plain",
            "--target=ShowContext"
        );

        Assert.False(File.Exists(Path.Combine(starts, old)));
        Assert.False(Directory.Exists(Path.Combine(starts, $"{old}.1")));
        Assert.True(File.Exists(Path.Combine(starts, young)));
        Assert.True(File.Exists(Path.Combine(full.FullName, "file")));
        Assert.All(others, name => Assert.True(File.Exists(Path.Combine(starts, name))));
        // These, and the run's own.
        Assert.Equal(5, Directory.GetFiles(starts).Length);
    }

    [Theory]
    [InlineData("no-folder/file")]
    [InlineData("relative")]
    public void RunsAlikeWhereItCannotBeKept(string caches)
    {
        File.WriteAllText(folder.File("no-folder"), "");

        var run = ChildRun.Of(
            folder.Path,
            new Dictionary<string, string>
            {
                ["XDG_CACHE_HOME"] = caches == "relative" ? caches : folder.File(caches),
                ["HOME"] = folder.Path,
            },
            "plain",
            "--target=ShowContext"
        );

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.False(Directory.Exists(folder.File("relative")));
    }

    [Theory]
    [InlineData("/caches", "/home/ann", "/caches/stevedore/starts")]
    [InlineData(null, "/home/ann", "/home/ann/.cache/stevedore/starts")]
    [InlineData("relative", "/home/ann", "/home/ann/.cache/stevedore/starts")]
    [InlineData(null, "", null)]
    public void FindsTheFolderAsTheXdgSpecificationSays(string? caches, string home, string? expected) =>
        Assert.Equal(expected, StartProfile.Folder(name => name == "XDG_CACHE_HOME" ? caches : null, home));

    [Fact]
    public void TellsBuildsAndTasksApart()
    {
        string[] names =
        [
            StartProfile.Name("/a", ["host", "--target=Ship"]),
            StartProfile.Name("/a", ["host", "--TARGET=ship", "--images=web"]),
            StartProfile.Name("/a", ["host", "--target=ShipPlan"]),
            StartProfile.Name("/b", ["host", "--target=Ship"]),
            StartProfile.Name("/a", ["host", "ecs", "diff"]),
            StartProfile.Name("/a", ["host", "ecs", "status"]),
            StartProfile.Name("/a", ["host", "ecs", "status", "--service=web"]),
        ];

        Assert.Equal(names[0], names[1]);
        Assert.Equal(names[5], names[6]);
        Assert.Equal(5, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[0-9a-f]{16}$", name));
    }
}
