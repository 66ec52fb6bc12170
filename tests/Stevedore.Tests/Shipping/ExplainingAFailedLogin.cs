using System.Diagnostics;
using Stevedore.Registries.Distribution;
using Stevedore.Tests.Registries;
using Xunit;

namespace Stevedore.Tests.Shipping;

/// <summary>Who refused what, and who mends it.</summary>
public sealed class ExplainingAFailedLogin : IDisposable
{
    private const string Granted = """{"token":"t0ken"}""";
    private readonly StubRegistry registry = new() { Challenge = "Basic realm=\"x\"", Authorization = LoginCase.Basic };
    private readonly StubRegistry tokens = new();
    private readonly LoginCase given;

    public ExplainingAFailedLogin() => given = new(registry.Host);

    private string Realm => $"http://{tokens.Host}/token";

    public void Dispose()
    {
        given.Dispose();
        registry.Dispose();
        tokens.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BlamesNoCredentialThatWasNotSent(bool isAnonymous)
    {
        registry.Answers.Enqueue((403, """{"errors":[{"code":"DENIED","message":"not from this network"}]}""", []));

        var error = await given.Fault(isAnonymous);

        Assert.Equal(
            $"Cannot log in to {registry.Host}: it answered 403 Forbidden (not from this network) to a request that carried no credential. "
                + "Check the host's name in the settings, and whether a proxy or a firewall before the registry turns this machine away; "
                + "a registry that wants a login answers 401.",
            error.Message
        );
        Assert.Equal(["GET /v2/"], registry.Requests);
    }

    [Fact]
    public async Task SaysWhatAProxyAnswersInPlainText()
    {
        registry.Answers.Enqueue((403, "Blocked by policy 7.\r\n\u001b[31mAsk the network team.", []));

        Assert.Equal(
            "it answered 403 Forbidden (Blocked by policy 7. Ask the network team.) to a request that carried no credential",
            (await given.Fault()).Why
        );
    }

    [Fact]
    public async Task AsksForNoOtherCredentialWhereNoneWasSent()
    {
        registry.Answers.Enqueue((401, "{}", []));

        Assert.Equal(
            "it answered 401 Unauthorized and asks for a login in no way that can be answered: no password was sent",
            (await given.Fault()).Why
        );
        Assert.Equal((0, 1), (given.Renewals, registry.Requests.Length));
    }

    [Fact]
    public async Task AsksForNoOtherWhereOneThatWasNotSentIsSaidToHaveExpired()
    {
        registry.Answers.Enqueue((403, """{"errors":[{"message":"Your authorization token has expired."}]}""", []));

        await given.Fault();

        Assert.Equal(0, given.Renewals);
    }

    [Fact]
    public async Task NamesTheTokenServiceThatRefusesACredential()
    {
        registry.Challenge = $"Bearer realm=\"{Realm}?tenant=s3cret\",service=\"s\"";
        tokens.Token = (401, """{"details":"incorrect username or password"}""");

        var error = await given.Fault();

        Assert.Equal(
            (
                RegistryFault.Unauthorized,
                $"Cannot log in to {registry.Host}: its token service {Realm} does not accept the user 'me' from the variables A and B: "
                    + $"it answered 401 Unauthorized (incorrect username or password). Correct the two variables. The registry has {tokens.Host} check them."
            ),
            (error.Fault, error.Message)
        );
        Assert.Equal(1, given.Renewals);
    }

    [Fact]
    public async Task NamesTheTokenServiceOfTheRegistryItself()
    {
        registry.Challenge = $"Bearer realm=\"http://{registry.Host}/token\"";
        registry.Token = (401, "{}");

        Assert.Equal(
            $"Cannot log in to {registry.Host}: its token service http://{registry.Host}/token does not accept the user 'me' from the variables A and B: "
                + "it answered 401 Unauthorized. Correct the two variables.",
            (await given.Fault()).Message
        );
    }

    [Fact]
    public async Task NamesTheTokenServiceThatWantsACredential()
    {
        registry.Challenge = $"Bearer realm=\"{Realm}\"";
        tokens.Token = (401, "{}");

        Assert.Equal(
            $"Cannot log in to {registry.Host}: its token service {Realm} gives no token without credentials, and there are none for it: "
                + $"it answered 401 Unauthorized. Set registries.lan.credentials, or run `docker login {registry.Host}`.",
            (await given.Fault(isAnonymous: true)).Message
        );
    }

    [Fact]
    public async Task SaysThatATokenWasGivenAndIsRefused()
    {
        registry.Challenge = $"Bearer realm=\"{Realm}?tenant=s3cret\",service=\"s\"";
        tokens.Token = (200, Granted);
        registry.Lie = (_, _) =>
            registry.Requests[^1].Contains("Bearer", StringComparison.Ordinal)
                ? (401, """{"errors":[{"message":"signed by nobody"}]}"""u8.ToArray(), [("WWW-Authenticate", $"Bearer realm=\"{Realm}\"")])
                : null;

        Assert.Equal(
            $"Cannot log in to {registry.Host}: its token service {Realm} accepts the credentials, and the registry refuses the token that it gives: "
                + $"it answered 401 Unauthorized (signed by nobody). "
                + "Have whoever runs the registry see that it trusts that service's tokens: issuer, key, service name and clocks. "
                + "A service that gives everybody a token leaves the credentials to the registry: check them then.",
            (await given.Fault()).Message
        );
    }

    [Fact]
    public async Task BlamesNoTokenForWhatTheRegistryForbids()
    {
        registry.Challenge = $"Bearer realm=\"{Realm}\"";
        tokens.Token = (200, Granted);
        registry.Lie = (_, _) =>
            registry.Requests[^1].Contains("Bearer", StringComparison.Ordinal)
                ? (403, """{"errors":[{"message":"not from this address"}]}"""u8.ToArray(), [])
                : null;

        var error = await given.Fault();

        Assert.Contains("the registry answered 403 Forbidden (not from this address)", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("token", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AsksForCredentialsWhereATokenForNobodyIsRefused()
    {
        registry.Challenge = $"Bearer realm=\"{Realm}\"";
        tokens.Token = (200, Granted);

        Assert.Equal(
            $"Cannot log in to {registry.Host}: the registry answered 401 Unauthorized (authentication required), and there are no credentials for it. "
                + $"Set registries.lan.credentials, or run `docker login {registry.Host}`.",
            (await given.Fault(isAnonymous: true)).Message
        );
    }

    [Fact]
    public async Task CreatesNoRepositoryToLogIn()
    {
        registry.Lie = (_, path) => path == "/v2/" ? (404, "<html>"u8.ToArray(), []) : null;

        Assert.Equal(
            $"Cannot log in to {registry.Host}: it answered 404 Not Found at /v2/, where every registry answers. "
                + "Check the host and the port in the settings, and any proxy before it: what answers there is no registry.",
            (await given.Fault()).Message
        );
    }

    [Fact]
    public async Task AdvisesNobodyWhoLogsInToLogIn()
    {
        registry.Lie = (_, _) => Limited();

        var error = await given.Fault();

        Assert.Equal(
            (
                RegistryFault.Limited,
                $"Cannot log in to {registry.Host}: the registry answered 429 Too Many Requests. "
                    + "Wait, and run again: registries limit how often one user or one address logs in, and count wrong passwords, too. "
                    + "It asks to be asked again in 6 h."
            ),
            (error.Fault, error.Message)
        );
    }

    [Fact]
    public async Task AdvisesTheSameWhereTheTokenServiceHasHadEnough()
    {
        registry.Challenge = $"Bearer realm=\"{Realm}\"";
        tokens.Lie = (_, _) => Limited();

        Assert.Equal(
            $"Cannot get a token for {registry.Host} from {Realm}: it answered 429 Too Many Requests. "
                + "Wait, and run again: registries limit how often one user or one address logs in, and count wrong passwords, too. "
                + "It asks to be asked again in 6 h.",
            (await given.Fault()).Message
        );
    }

    [Fact]
    public async Task TellsARefusalOfThePasswordThatDoesNotEnd()
    {
        using RawRegistry slow = new(
            async (header, connection, cancellation) =>
            {
                if (!header.Contains("Authorization", StringComparison.Ordinal))
                {
                    await RawRegistry.Write(
                        connection,
                        "HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm=\"x\"\nContent-Length: 0\n\n",
                        cancellation
                    );
                    return true;
                }

                await RawRegistry.Write(
                    connection,
                    "HTTP/1.1 401 Unauthorized\nContent-Length: 4000\n\n{\"errors\":[{\"message\":\"the account is locked, say pass:wo",
                    cancellation
                );
                while (true)
                {
                    await RawRegistry.Write(connection, "x", cancellation);
                    await Task.Delay(200, cancellation);
                }
            }
        );
        using LoginCase login = new(slow.Host);
        var begun = Stopwatch.GetTimestamp();

        var error = await login.Fault();

        Assert.Equal(
            $"Cannot log in to {slow.Host}: it does not accept the user 'me' from the variables A and B: "
                + "the registry answered 401 Unauthorized ({\"errors\":[{\"message\":\"the account is locked, say…). Correct the two variables.",
            error.Message
        );
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(20));
    }

    private static (int, byte[], (string, string)[])? Limited() => (429, [], [("Retry-After", "21600")]);
}
