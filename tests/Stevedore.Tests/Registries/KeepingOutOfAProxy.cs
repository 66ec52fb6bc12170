using System.Net;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

/// <summary>The proxies of the environment, read as docker reads them.</summary>
public sealed class KeepingOutOfAProxy
{
    [Theory]
    [InlineData("example.com", "https://example.com/", true)]
    [InlineData("example.com", "https://registry.example.com/", true)]
    [InlineData("example.com", "https://myexample.com/", false)]
    [InlineData(".example.com", "https://example.com/", false)]
    [InlineData(".example.com", "https://registry.example.com/", true)]
    [InlineData("*.example.com", "https://registry.example.com/", true)]
    [InlineData("*.example.com", "https://example.com/", false)]
    [InlineData("EXAMPLE.com", "https://Registry.Example.COM/", true)]
    [InlineData("*", "https://anything.example/", true)]
    [InlineData("a, example.com ,b", "https://example.com/", true)]
    [InlineData("10.0.0.0/8", "https://10.1.2.3/", true)]
    [InlineData("10.0.0.0/8", "https://11.1.2.3/", false)]
    [InlineData("10.0.0.0/8", "https://10.example.com/", false)]
    [InlineData("10.1.2.3", "https://10.1.2.3:5000/", true)]
    [InlineData("fd00::/8", "https://[fd00::1]/", true)]
    [InlineData("[fd00::1]:5000", "https://[fd00::1]:5000/", true)]
    [InlineData("[fd00::1]:5000", "https://[fd00::1]/", false)]
    [InlineData("fd00::1", "https://[fd00::1]/", true)]
    [InlineData("example.com:5000", "https://example.com:5000/", true)]
    [InlineData("example.com:5000", "https://example.com/", false)]
    [InlineData("example.com:443", "https://example.com/", true)]
    [InlineData("", "https://example.com/", false)]
    public void FollowsDockersRules(string exceptions, string address, bool isBypassed)
    {
        var proxy = Of(("HTTPS_PROXY", "http://proxy.example:3128"), ("NO_PROXY", exceptions))!;

        Assert.Equal(isBypassed, proxy.IsBypassed(new(address)));
        Assert.Equal(isBypassed ? null : new Uri("http://proxy.example:3128"), proxy.GetProxy(new(address)));
    }

    [Fact]
    public void TakesEachSchemesOwnAndTheLettersOfEither()
    {
        var proxy = Of(("http_proxy", "plain.example:1"), ("https_proxy", "http://me:p%40ss@secure.example:2"))!;

        Assert.Equal(new Uri("http://plain.example:1"), proxy.GetProxy(new("http://registry.example/")));
        Assert.Equal(new Uri("http://secure.example:2"), proxy.GetProxy(new("https://registry.example/")));
        var login = proxy.Credentials!.GetCredential(new("http://secure.example:2"), "Basic")!;
        Assert.Equal(("me", "p@ss"), (login.UserName, login.Password));
    }

    [Fact]
    public void LeavesTheMachinesOwnWhereTheEnvironmentNamesNone() => Assert.Null(Of(("NO_PROXY", "*")));

    [Fact]
    public void RefusesWhatIsNoAddressWithoutShowingIt() =>
        Assert.Equal(
            "Cannot use HTTPS_PROXY: it is not the address of a proxy. Write it as http://host:port, or unset it.",
            Assert.Throws<StevedoreException>(() => Of(("HTTPS_PROXY", "http://me:secret@:x"))).Message
        );

    [Theory]
    [InlineData("socks5h")]
    [InlineData("ftp")]
    public void IsOfAKindThatDotNetKnows(string scheme) =>
        Assert.Equal(
            $"Cannot use HTTPS_PROXY: proxies of the kind {scheme}:// are none that .NET can go through. "
                + "Write it as http://host:port, or as https://, socks4://, socks4a://, socks5://, or unset it.",
            Assert.Throws<StevedoreException>(() => Of(("HTTPS_PROXY", $"{scheme}://me:secret@proxy.example:99"))).Message
        );

    [Theory]
    [InlineData("socks5")]
    [InlineData("HTTP")]
    public void MayBeOfAnyKindThatDotNetKnows(string scheme) => Assert.NotNull(Of(("HTTPS_PROXY", $"{scheme}://proxy.example:99")));

    [Fact]
    public async Task IsNamedInWhatFails()
    {
        using RegistryClients clients = new(new WebProxy("http://127.0.0.1:1"));

        var fault = await Assert.ThrowsAsync<RegistryException>(() =>
            clients.Connect("registry.example.com", null).Check(TestContext.Current.CancellationToken)
        );

        Assert.Equal("nothing listens there (Connection refused), through the proxy 127.0.0.1:1", fault.Why);
        Assert.StartsWith(
            "Check the proxy that HTTPS_PROXY or HTTP_PROXY names, or add the host to NO_PROXY.",
            fault.Fix,
            StringComparison.Ordinal
        );
    }

    private static EnvironmentProxy? Of(params (string Name, string Value)[] variables) =>
        EnvironmentProxy.From(name => variables.FirstOrDefault(one => one.Name == name).Value);
}
