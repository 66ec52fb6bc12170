using Stevedore.LabTests.Shipping;
using Xunit;

namespace Stevedore.LabTests.Registries;

/// <summary>One image, shipped once to five registries at the same time.</summary>
public sealed class ShippedToAll(LabFixture lab) : IAsyncLifetime
{
    public SampleRepository Repository { get; } = new();

    public HostResult Result { get; private set; } = null!;

    /// <summary>How docker was called.</summary>
    public string[] DockerCalls { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var secret = await LabSecret.Create(lab, """{"DOCKER_USERNAME":"acme","DOCKER_TOKEN":"hubtoken"}""");
        Repository
            .Settings(EveryRegistry.Settings(Repository, lab, $$"""{ "secretsManager": "{{secret}}" }"""))
            .Dockerfile("web", $"LABEL repository={Repository.Name}", $"RUN echo {Repository.Name} >/page")
            .CommitAll();
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
