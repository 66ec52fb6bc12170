using Xunit;

namespace Stevedore.LabTests.Lab;

public sealed class MissingPrerequisites(LabFixture lab) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stevedore-lab-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task NoRoot()
    {
        // A user other than root may not be able to read the checkout.
        var script = Path.Combine(_folder, "lab");
        (await lab.Run(["cp", "--recursive", Path.GetDirectoryName(lab.Script)!, script])).Succeeds();
        (await lab.Run(["chmod", "--recursive", "a+rX", _folder])).Succeeds();

        var up = await Up("exec setpriv --reuid=65534 --clear-groups \"$@\"", Path.Combine(script, "lab.sh"));

        Assert.Equal(3, up.ExitCode);
        Assert.Contains("needs root", up.StandardError);
        Assert.Contains("sudo", up.StandardError);
    }

    [Fact]
    public async Task NotDebian()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "os-release"), "ID=fedora\n", TestContext.Current.CancellationToken);

        var up = await Up("mount --bind \"$FOLDER/os-release\" /etc/os-release; exec \"$@\"", lab.Script);

        Assert.Equal(3, up.ExitCode);
        Assert.Contains("'fedora'", up.StandardError);
    }

    [Fact]
    public async Task NoDisk()
    {
        var up = await Up("mkdir \"$FOLDER/cache\"; mount -t tmpfs -o size=16m tmpfs \"$FOLDER/cache\"; exec \"$@\"", lab.Script);

        Assert.Equal(3, up.ExitCode);
        Assert.Contains("needs 3 GB of disk", up.StandardError);
        Assert.Contains("XDG_CACHE_HOME", up.StandardError);
    }

    [Fact]
    public async Task NoArchive()
    {
        var up = await Up("exec unshare --net \"$@\"", lab.Script);

        Assert.Equal(3, up.ExitCode);
        Assert.Contains("archive", up.StandardError);
        Assert.Contains("mmdebstrap.log", up.StandardError);
    }

    [Fact]
    public async Task NoNamespaces()
    {
        var commands = Directory.CreateDirectory(Path.Combine(_folder, "commands"));
        var unshare = Path.Combine(commands.FullName, "unshare");
        await File.WriteAllTextAsync(unshare, "#!/bin/sh\nexit 1\n", TestContext.Current.CancellationToken);
        (await lab.Run(["chmod", "+x", unshare])).Succeeds();

        var up = await Up("PATH=$FOLDER/commands:$PATH exec \"$@\"", lab.Script);

        Assert.Equal(3, up.ExitCode);
        Assert.Contains("unshare is not permitted", up.StandardError);
        Assert.Contains("--privileged", up.StandardError);
    }

    /// <summary>Calls <c>up</c> of a lab that is new to this machine, where <paramref name="preparation"/> took something away.</summary>
    private Task<CommandResult> Up(string preparation, string script) =>
        lab.Run(
            ["unshare", "--mount", "--propagation", "private", "sh", "-ec", preparation, "sh", "bash", script, "up"],
            environment: new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["FOLDER"] = _folder,
                ["STEVEDORE_LAB_STATE"] = Path.Combine(_folder, "state"),
                ["XDG_CACHE_HOME"] = Path.Combine(_folder, "cache"),
            }
        );
}
