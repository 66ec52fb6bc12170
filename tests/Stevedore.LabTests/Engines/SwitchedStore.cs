using Xunit;

namespace Stevedore.LabTests.Engines;

/// <summary>The shared lab with the image store that CodeBuild's engine has, until the tests of a class are done.</summary>
public sealed class SwitchedStore(LabFixture lab) : IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await Switch("overlay2");

    public async ValueTask DisposeAsync() => await Switch("containerd");

    public async Task Switch(string store) => (await lab.Run(["bash", lab.Script, "up", $"--store={store}"])).Succeeds();
}
