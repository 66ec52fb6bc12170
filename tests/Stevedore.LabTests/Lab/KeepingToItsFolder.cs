using System.Net;
using System.Net.Sockets;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Lab;

/// <summary>A lab takes nothing of others, leaves nothing behind, and says which name or port is in its way.</summary>
public sealed class KeepingToItsFolder(LabFixture lab) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("stevedore-lab-").FullName;

    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("bin")]
    [InlineData("logs")]
    [InlineData("pids")]
    [InlineData("scripts")]
    [InlineData("number")]
    public async Task RefusesAFolderThatHoldsWhatIsNoLabs(string name)
    {
        var mine = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, name)).FullName, "mine");
        await File.WriteAllTextAsync(mine, "mine", TestContext.Current.CancellationToken);

        var up = await Call(folder, "up");
        var down = await Call(folder, "down");

        Assert.Equal((3, 0), (up.ExitCode, down.ExitCode));
        Assert.Contains($"The lab cannot be in {folder}: {name} there would be written over, and is no lab's.", up.StandardError);
        Assert.True(File.Exists(mine));
    }

    [Fact]
    public async Task RefusesAFolderThatPathWouldDivide()
    {
        var up = await Call(Path.Combine(folder, "a:b"), "up");

        Assert.Equal(2, up.ExitCode);
        Assert.Contains("a colon or a line's end in its path would divide PATH", up.StandardError);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public async Task EndsOnceWhereItIsEndedTwice()
    {
        (await Call(folder, "up", $"--engine={lab.Engine}")).Succeeds();

        var downs = await Task.WhenAll(Call(folder, "down"), Call(folder, "down"));

        Assert.All(downs, down => Assert.True(down.ExitCode == 0, down.StandardError));
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("0.3")]
    [InlineData("1.5")]
    public async Task EndsAfterAStartThatWasKilled(string seconds)
    {
        var killed = await lab.Run(
            ["timeout", "--signal=KILL", "--foreground", seconds, "bash", lab.Script, "up", $"--engine={lab.Engine}"],
            environment: In(folder)
        );
        var down = await Call(folder, "down");

        Assert.Equal((137, 0), (killed.ExitCode, down.ExitCode));
        Assert.False(Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any());
        Assert.DoesNotContain(
            Directory.Exists("/run/stevedore-lab")
                ? Directory.EnumerateFiles("/run/stevedore-lab", "state", SearchOption.AllDirectories)
                : [],
            claim => File.ReadAllText(claim).Trim() == folder
        );
    }

    [Fact]
    public async Task DoesNotTakeAnothersPortForItsOwn()
    {
        CommandResult up,
            down;
        var attempts = 0;
        do
        {
            var held = Hold(443).ToArray();
            up = await Call(folder, "up", $"--engine={lab.Engine}");
            down = await Call(folder, "down");
            Array.ForEach(held, socket => socket.Dispose());
        }
        // A lab that has ended meanwhile leaves a number whose port nobody holds.
        while (up.ExitCode == 0 && ++attempts < 4);

        Assert.Equal((1, 0), (up.ExitCode, down.ExitCode));
        Assert.Matches(@"another program listens at 127\.77\.\d+\.3:443", up.StandardError);
    }

    // Of every lab that may come: which number this one gets is not known.
    private static IEnumerable<Socket> Hold(int port)
    {
        for (byte number = 1; number < 255; number++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            if (!Directory.Exists($"/run/stevedore-lab/{number}"))
            {
                socket.Bind(new IPEndPoint(new IPAddress([127, 77, number, 3]), port));
                socket.Listen();
            }

            yield return socket;
        }
    }

    private static Dictionary<string, string?> In(string state) => new(StringComparer.Ordinal) { ["STEVEDORE_LAB_STATE"] = state };

    private Task<CommandResult> Call(string state, params string[] arguments) =>
        lab.Run(["bash", lab.Script, .. arguments], environment: In(state));
}
