using Build.Packing;
using Xunit;

namespace Stevedore.Tests.Packing;

public sealed class SummingArchives : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TemporaryFolder work = new();

    public void Dispose()
    {
        work.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void LeavesOutThoseOfAPreRelease()
    {
        foreach (
            var name in (string[])
                [
                    "stevedore-1.2.0-linux-x64.tar.gz",
                    "stevedore-1.2.0-win-x64.zip",
                    "stevedore-1.2.0-alpha.0.3-linux-x64.tar.gz",
                    "stevedore-1.2.0-linux-x64.txt",
                    "stevedore-1.2.1-linux-x64.tar.gz",
                ]
        )
        {
            File.WriteAllText(folder.File(name), name);
        }

        new ProgramArchives(folder.Path, work.Path, "1.2.0").End();

        Assert.Equal(
            ["stevedore-1.2.0-linux-x64.tar.gz", "stevedore-1.2.0-win-x64.zip"],
            File.ReadAllLines(folder.File("SHA256SUMS")).Select(line => line.Split("  ")[1])
        );
    }
}
