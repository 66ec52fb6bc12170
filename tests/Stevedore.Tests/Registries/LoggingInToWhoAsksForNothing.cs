using System.Text;
using Stevedore.Credentials;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Stevedore.Shipping;
using Stevedore.Tests.Shipping;
using Xunit;

namespace Stevedore.Tests.Registries;

/// <summary>Registries to which no password is sent, and what is said of it.</summary>
public sealed class LoggingInToWhoAsksForNothing : IDisposable
{
    private static readonly string Basic = "Basic " + Convert.ToBase64String("me:word"u8);
    private readonly PublishedCase published = new();
    private readonly RegistryClients clients = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private StubRegistry Registry => published.One;

    public void Dispose()
    {
        clients.Dispose();
        published.Dispose();
    }

    [Fact]
    public async Task SaysThatThePasswordWasNotTried() =>
        Assert.Equal($"{Registry.Host} asks for no password; not tried: a test.", (await LogIn()).Summary);

    [Fact]
    public async Task SaysThatItWasWhereItWas()
    {
        (Registry.Challenge, Registry.Authorization) = ("Basic realm=\"x\"", Basic);

        Assert.Equal($"Logged in to {Registry.Host} with a test.", (await LogIn()).Summary);
    }

    [Fact]
    public async Task SaysSoWhereATokenWasGivenForIt()
    {
        (Registry.Challenge, Registry.Authorization) = ($"Bearer realm=\"http://{Registry.Host}/token\"", "Bearer t0ken");
        Registry.Token = (200, """{"token":"t0ken"}""");

        Assert.Equal($"Logged in to {Registry.Host} with a test.", (await LogIn()).Summary);
    }

    [Theory]
    [InlineData("<html><body>Log in to the network</body></html>")]
    [InlineData("\uFEFF\r\n <!DOCTYPE html>")]
    public async Task TakesNoLoginPageForARegistry(string page)
    {
        Registry.Lie = (_, path) => path == "/v2/" ? (200, Encoding.UTF8.GetBytes(page), [("Content-Type", "text/html")]) : null;

        Assert.Equal(
            $"Cannot log in to {Registry.Host}: the answer is not a registry's. "
                + "Check that the registry itself answers there, and not a proxy or a login page; if it does, look at its own log.",
            (await Assert.ThrowsAsync<RegistryException>(LogIn)).Message
        );
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("<!DOCTYPE html><ht")]
    public async Task TakesNoneThatBreaksOffEither(string page)
    {
        using RawRegistry broken = new(
            async (_, connection, cancellation) =>
            {
                await RawRegistry.Write(connection, $"HTTP/1.1 200 OK\nContent-Length: 4000\n\n{page}", cancellation);
                return false;
            }
        );

        var error = await Assert.ThrowsAsync<RegistryException>(() => clients.Connect(broken.Host, null).Check(Token));

        Assert.Equal("the answer is not a registry's", error.Why);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("true")]
    [InlineData("")]
    public async Task TakesWhateverElseARegistrySays(string body)
    {
        Registry.Lie = (_, path) => path == "/v2/" ? (200, Encoding.UTF8.GetBytes(body), [("Content-Type", "text/html")]) : null;

        await LogIn();
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer service=\"x\",error=\"insufficient_scope\"")]
    [InlineData("Negotiate")]
    public async Task SaysThatItAsksInNoWayThatCanBeAnswered(string challenge)
    {
        Registry.Lie = (_, _) => (401, "{}"u8.ToArray(), challenge.Length == 0 ? [] : [("WWW-Authenticate", challenge)]);

        var error = await Assert.ThrowsAsync<RegistryException>(LogIn);

        Assert.Equal(
            (
                RegistryFault.Other,
                $"Cannot log in to {Registry.Host}: it answered 401 Unauthorized and asks for a login in no way that can be answered: no password was sent. "
                    + "Check that the registry itself answers there; whoever runs it must have its WWW-Authenticate header name Basic, or Bearer with a realm."
            ),
            (error.Fault, error.Message)
        );
        Assert.Single(Registry.Requests);
    }

    [Fact]
    public async Task SaysThatAPasswordIsRefusedWhereItWasSent()
    {
        Registry.Challenge = "Basic realm=\"x\"";

        Assert.Equal(RegistryFault.Unauthorized, (await Assert.ThrowsAsync<RegistryException>(LogIn)).Fault);
    }

    [Fact]
    public async Task SaysOfATokenServiceThatIsNoneWhoMendsIt()
    {
        Registry.Challenge = $"Bearer realm=\"http://{Registry.Host}/token\"";
        Registry.Token = (404, "{}");

        Assert.Equal(
            $"Cannot get a token for {Registry.Host} from http://{Registry.Host}/token: it answered 404 Not Found, and should give tokens. "
                + "Whoever runs the registry must correct the realm that it names in WWW-Authenticate, or what answers there.",
            (await Assert.ThrowsAsync<RegistryException>(LogIn)).Message
        );
    }

    private async Task<RegistryLogin> LogIn()
    {
        RegistryLogin login = new(
            published.Given.Plan().Registries[0],
            clients.Connect(Registry.Host, new RegistryCredential("me", new("word", new()), "a test"))
        );
        await login.Client.Check(Token);
        return login;
    }
}
