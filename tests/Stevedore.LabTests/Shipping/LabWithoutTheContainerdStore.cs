using Stevedore.LabTests.Lab;
using Xunit;

namespace Stevedore.LabTests.Shipping;

/// <summary>A lab beside the shared one, whose engine stores images as CodeBuild's does.</summary>
public sealed class LabWithoutTheContainerdStore(LabFixture lab) : IAsyncLifetime
{
    private readonly SecondLab other = new(lab);

    public string State => other.State;

    public async ValueTask InitializeAsync() => (await other.Call("up", "--store=overlay2")).Succeeds();

    public ValueTask DisposeAsync() => other.DisposeAsync();
}
