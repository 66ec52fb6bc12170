using Stevedore.LabTests.Shipping;

namespace Stevedore.LabTests.Installing;

/// <summary>A repository that has never seen Stevedore, below a folder whose only feed is what is packed.</summary>
internal sealed class NewRepository : IDisposable
{
    private readonly LabFixture lab;
    private readonly PackedFeed feed;

    public NewRepository(LabFixture lab, PackedFeed feed)
    {
        this.lab = lab;
        this.feed = feed;
        feed.WriteSources(Sample.Workspace);
        Sample.Git("config", "user.name", "Sample");
        Sample.Git("config", "user.email", "sample@example.com");
        // No two repositories meet in a registry.
        Sample.Git("remote", "add", "origin", $"https://git.example.com/acme/{Sample.Name}.git");
    }

    public SampleRepository Sample { get; } = new();

    /// <summary>Runs Init, and then the command that it ends with.</summary>
    /// <returns>What Init printed.</returns>
    public async Task<string> Begin(params string[] arguments)
    {
        var begun = (await new ToolHost(lab, Sample, feed.ToolCommand).Run(["init", "--yes", .. arguments])).Succeeds();
        (await Run(begun.StandardOutput.TrimEnd().Split('\n')[^1])).Succeeds();
        return begun.StandardOutput;
    }

    /// <summary>Runs a line of shell.</summary>
    public Task<CommandResult> Run(string line) => new ToolHost(lab, Sample, "bash", "-c").Run(line);

    public void Dispose() => Sample.Dispose();
}
