using Stevedore.LabTests.Registries;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

/// <summary>A run that is killed with its docker while it pushes to five registries, and the runs after it.</summary>
public sealed class BeingKilled(LabFixture lab) : IAsyncDisposable
{
    private static readonly string[] Outputs = ["imageDetail.json", "imagedefinitions.json", "release.json"];
    private static readonly string[] BuiltOutputs = ["bake.json", "docker.log", .. Outputs[..2], "metadata.json", Outputs[2]];

    private readonly SampleRepository repository = new();
    private readonly FrontRegistry front = new(lab);

    public async ValueTask DisposeAsync()
    {
        await front.DisposeAsync();
        HostRun.Signal("KILL", Docker());
        await HostRun.Until(() => Docker().Length == 0);
        repository.Dispose();
    }

    // The layer that the registry is given first or last, the manifest that would have completed it, and a moving tag, which docker has no part in.
    [Theory]
    [InlineData("first", "^(PATCH|PUT) .*/blobs/uploads/", true, "built")]
    [InlineData("last", "^(PATCH|PUT) .*/blobs/uploads/", true, "found and copied")]
    [InlineData("last", "^PUT .*/manifests/[0-9a-f]{8}$", true, "found and copied")]
    [InlineData("last", "^PUT .*/manifests/latest$", false, "found, already shipped")]
    public async Task IsMadeGoodByTheNextRunAndForgottenByTheOneAfter(string place, string moment, bool inDocker, string outcome)
    {
        var host = Host(place);
        var builders = await Builders();
        var there = front.Hold(moment);
        await using (var run = host.Start("--target=Ship"))
        {
            var ended = run.End();
            Assert.True(await Task.WhenAny(there, ended) == there, ended.IsCompleted ? (await ended).StandardError : "");
            Assert.Equal(inDocker, Docker().Length > 0);
            HostRun.Signal("KILL", [run.Id, .. Docker()]);
            Assert.Equal(137, (await ended).ExitCode);
        }

        Assert.Single(repository.PrivateConfigs);
        Assert.DoesNotContain("release.json", repository.Outputs);
        await HostRun.Until(() => Docker().Length == 0);
        front.Release();

        var next = (await host.Run("--target=Ship")).Succeeds();

        Assert.Equal(5, next.StandardOutput.Split('\n').Count(line => line.Contains($"  {outcome}", StringComparison.Ordinal)));
        var digest = Digest();
        await EveryRegistryHas(digest);
        Assert.Empty(Directory.EnumerateFileSystemEntries(repository.Temporary));
        Assert.Equal(builders, await Builders());
        Assert.Equal(outcome == "built" ? BuiltOutputs : Outputs, repository.Outputs);

        var docker = RecordedDocker.Failing(repository);
        (await docker.In(host).Run("--target=Ship")).Succeeds();

        Assert.Empty(docker.Calls);
        Assert.Equal(digest, Digest());
        await EveryRegistryHas(digest);
        Assert.Equal(Outputs, repository.Outputs);
    }

    private BuildHost Host(string place)
    {
        var settings = EveryRegistry
            .Settings(repository, lab, """{ "environment": { "username": "HUB_USER", "password": "HUB_PASSWORD" } }""")
            .Replace(lab.Variables["STEVEDORE_LAB_REGISTRY"], front.Host, StringComparison.Ordinal);
        if (place == "first")
        {
            var lan = settings.Split('\n').Single(line => line.Contains("\"lan\"", StringComparison.Ordinal));
            settings = settings
                .Replace($",\n{lan}", "", StringComparison.Ordinal)
                .Replace("\"registries\": {", $"\"registries\": {{ {lan},", StringComparison.Ordinal);
        }

        repository
            .Settings(settings)
            .Dockerfile("web", $"RUN echo {repository.Name} >/page && dd if=/dev/urandom of=/large bs=1M count=8")
            .CommitAll();
        return new BuildHost(lab, repository)
            .With("HUB_USER", "acme")
            .With("HUB_PASSWORD", "hubtoken")
            // The runtime's own pipes for debuggers would lie in the temporary folder.
            .With("DOTNET_EnableDiagnostics", "0");
    }

    private string Digest() =>
        System
            .Text.Json.JsonDocument.Parse(repository.Output("release.json"))
            .RootElement.GetProperty("images")
            .GetProperty("web")
            .GetProperty("digest")
            .GetString()!;

    private async Task EveryRegistryHas(string digest)
    {
        foreach (var registry in EveryRegistry.Of(repository, lab))
        {
            Assert.Equal((registry.Name, digest), (registry.Name, await registry.Digest(lab, repository.Tag)));
            Assert.Equal((registry.Name, digest), (registry.Name, await registry.Digest(lab, "latest")));
        }
    }

    private async Task<string> Builders() => (await lab.Exec("docker", "buildx", "ls")).StandardOutput;

    /// <summary>docker and docker-buildx of this repository.</summary>
    private int[] Docker() => RunningProcesses.Naming($"{repository.Temporary}/stevedore-run-");
}
