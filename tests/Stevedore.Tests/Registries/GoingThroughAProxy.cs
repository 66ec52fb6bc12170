using System.Net;
using Stevedore.Credentials;
using Stevedore.Registries;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class GoingThroughAProxy
{
    private static readonly RegistryCredential Credential = new("me", new("secret", new()), "a test");

    [Fact]
    public async Task TellsItNothingOfThisMachine()
    {
        using StubRegistry registry = new() { Challenge = "Basic realm=\"x\"", Authorization = "Basic bWU6c2VjcmV0" };
        using StubRegistry proxy = new();
        using RegistryClients clients = new(new WebProxy($"http://{proxy.Host}"));

        await clients.Connect(registry.Host, Credential).Check(TestContext.Current.CancellationToken);

        Assert.Empty(proxy.Requests);
        Assert.Equal(2, registry.Requests.Length);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000/v2/", true)]
    [InlineData("https://127.0.0.1:5000/v2/", true)]
    [InlineData("http://127.77.0.9/v2/", true)]
    [InlineData("http://localhost:5000/v2/", true)]
    [InlineData("http://[::1]:5000/v2/", true)]
    [InlineData("http://[::ffff:127.0.0.1]:5000/v2/", true)]
    [InlineData("https://registry.example.com/v2/", false)]
    [InlineData("http://10.0.0.1:5000/v2/", false)]
    [InlineData("https://localhost.example.com/v2/", false)]
    public void IsBypassedForThisMachineAlone(string address, bool isBypassed)
    {
        ProxyForOthers proxy = new(new WebProxy("http://proxy.example.com:3128"));

        Assert.Equal(isBypassed, proxy.IsBypassed(new(address)));
        Assert.Equal(isBypassed ? null : new Uri("http://proxy.example.com:3128"), proxy.GetProxy(new(address)));
    }

    [Fact]
    public void KeepsToTheMachinesOwnExceptions()
    {
        ProxyForOthers proxy = new(new WebProxy("http://proxy.example.com:3128", BypassOnLocal: false, [@"registry\.example\.com"]));

        Assert.True(proxy.IsBypassed(new("https://registry.example.com/v2/")));
    }
}
