using System.Text.Json;
using Xunit;

namespace Stevedore.LabTests.Shipping;

/// <summary>The sample of this repository, shipped once from a clone of its own.</summary>
public sealed class ShippedSample(LabFixture lab) : IAsyncLifetime
{
    public SampleRepository Repository { get; } = new();

    public HostResult Result { get; private set; } = null!;

    /// <summary>How docker was called.</summary>
    public string[] DockerCalls { get; private set; } = [];

    /// <summary>What release.json says of an image.</summary>
    public JsonElement Image(string name) =>
        JsonDocument.Parse(Repository.Output("release.json")).RootElement.GetProperty("images").GetProperty(name);

    public async ValueTask InitializeAsync()
    {
        foreach (
            var path in (string[])
                ["stevedore.json", "app/base/Dockerfile", "app/base/httpd.conf", "app/web/Dockerfile", "app/web/index.html"]
        )
        {
            Repository.Write(path, await File.ReadAllTextAsync(Path.Combine(lab.RepositoryRoot, path)));
        }

        Repository.CommitAll();
        var docker = RecordedDocker.Real(lab, Repository);
        Result = (await docker.In(new(lab, Repository)).Run("--target=Ship")).Succeeds();
        DockerCalls = docker.Calls;
    }

    public ValueTask DisposeAsync()
    {
        Repository.Dispose();
        return ValueTask.CompletedTask;
    }
}
