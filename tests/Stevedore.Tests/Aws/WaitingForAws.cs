using System.Net;
using Amazon.Runtime;
using Amazon.SecretsManager.Model;
using Stevedore.Aws;
using Stevedore.Tests.Compat.Aws;
using Xunit;

namespace Stevedore.Tests.Aws;

[Collection(AwsEnvironment.Collection)]
public sealed class WaitingForAws : IDisposable
{
    private static readonly CredentialReason Nobody = new("nobody answered", "Ask somebody.");

    private readonly AwsEnvironment environment = new();
    private readonly CancellationTokenSource ended = new();

    private readonly HttpListener listener;
    private readonly string host;

    public WaitingForAws()
    {
        (listener, host) = Loopback.Listen();
        environment.With("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE").With("AWS_SECRET_ACCESS_KEY", "secret");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task EndsWithAnAnswerThatStops(int pause)
    {
        _ = Loopback.Serve(listener, context => Drip(context, pause));
        environment.With("AWS_ENDPOINT_URL", $"http://{host}/");
        using var quick = new AwsHttp(TimeProvider.System, TimeSpan.FromMilliseconds(900), TimeSpan.FromSeconds(1));
        using var clients = new AwsClients(TimeProvider.System, quick, TimeSpan.FromSeconds(20));
        using var secrets = clients.SecretsManager("eu-central-1", role: null);

        var asked = secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "n" }, Cancellation);
        var cause = await Assert.ThrowsAsync<UnusableAnswerException>(() => asked.WaitAsync(TimeSpan.FromSeconds(20), Cancellation));

        Assert.Equal(
            "Cannot read: AWS's answer began, and was not complete after 1 seconds. "
                + "Run again; if it persists, check the network, the proxy (HTTPS_PROXY, NO_PROXY) and AWS_ENDPOINT_URL.",
            AwsFaults.From(cause, "Cannot read", new(["secretsmanager:GetSecretValue"], "*")).Message
        );
    }

    [Fact]
    public async Task WaitsForAllOfAnAnswerAsLongAsItSays()
    {
        var clock = new ManualClock();
        using var http = new HttpClient(new AnswerLimit(clock, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60), new Begun(clock)));

        var asked = http.GetAsync(new Uri("http://aws.example/"), Cancellation);
        Assert.Equal([20, 55], clock.Waits.Select(wait => wait.TotalSeconds));
        clock.Advance(TimeSpan.FromSeconds(56));

        var cause = await Assert.ThrowsAsync<UnusableAnswerException>(() => asked.WaitAsync(TimeSpan.FromSeconds(20), Cancellation));
        Assert.Equal("AWS's answer began, and was not complete after 60 seconds", cause.Message);
    }

    [Fact]
    public async Task EndsWithCredentialsThatNeverCome()
    {
        var clock = new ManualClock();
        using var never = new ManualResetEventSlim();
        var looks = 0;
        var credentials = Of(
            () =>
            {
                Interlocked.Increment(ref looks);
                never.Wait(TimeSpan.FromSeconds(60));
                throw new InvalidOperationException("late");
            },
            clock
        );

        var asked = credentials.GetCredentialsAsync();
        clock.Advance(TimeSpan.FromSeconds(60));
        var first = await Assert.ThrowsAsync<NoCredentialsException>(() => asked.WaitAsync(TimeSpan.FromSeconds(20), Cancellation));
        var second = await Assert.ThrowsAsync<NoCredentialsException>(credentials.GetCredentialsAsync);
        never.Set();

        Assert.Equal((Nobody, Nobody), (first.Reason, second.Reason));
        Assert.Equal(1, looks);
        Assert.Equal("Cannot look: nobody answered. Ask somebody.", AwsFaults.From(first, "Cannot look", new(["a:B"], "*")).Message);
    }

    [Fact]
    public async Task NamesABundleThatIsNotThere()
    {
        environment.With("AWS_ENDPOINT_URL", $"http://{host}/").With("AWS_CA_BUNDLE", "/nonexistent/bundle.pem");
        using var clients = new AwsClients();
        using var secrets = clients.SecretsManager("eu-central-1", role: null);

        var error = await Assert.ThrowsAsync<StevedoreException>(() =>
            secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "n" }, Cancellation)
        );

        Assert.Equal("Cannot trust the authority in /nonexistent/bundle.pem: there is no such file. Correct AWS_CA_BUNDLE.", error.Message);
    }

    [Fact]
    public void GivesUpSoonerForWhoOnlyLooks()
    {
        using var looking = new AwsClients(isBrief: true);
        using var shipping = new AwsClients();
        using var brief = looking.SecretsManager("eu-central-1", role: null);
        using var usual = shipping.SecretsManager("eu-central-1", role: null);

        Assert.Equal((TimeSpan.FromSeconds(10), 1), (brief.Config.Timeout, brief.Config.MaxErrorRetry));
        Assert.Null(usual.Config.Timeout);
        Assert.True(usual.Config.MaxErrorRetry > 1);
    }

    [Fact]
    public async Task GivesCredentialsThatCome() =>
        Assert.Equal("AKIDEXAMPLE", (await Of(() => AwsEnvironment.Credentials, new ManualClock()).GetCredentialsAsync()).AccessKey);

    [Fact]
    public async Task LetsNoOtherExceptionThrough()
    {
        var credentials = Of(() => throw new InvalidOperationException("odd"), new ManualClock());

        var cause = await Assert.ThrowsAsync<AmazonClientException>(credentials.GetCredentialsAsync);

        Assert.Equal(
            "AWS's client did not get as far as asking (it says 'odd')",
            AwsFaults.From(cause, "Cannot look", new(["a:B"], "*")).Why
        );
    }

    public void Dispose()
    {
        ended.Cancel();
        listener.Close();
        ended.Dispose();
        environment.Dispose();
    }

    // Answers after five seconds with a body that never ends.
    private sealed class Begun(ManualClock clock) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new Endless() });
        }
    }

    private sealed class Endless : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.Delay(Timeout.Infinite);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
            Task.Delay(Timeout.Infinite, cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private static SourcedCredentials Of(Func<AWSCredentials> find, TimeProvider clock) =>
        new(find, _ => null, _ => Nobody, clock, TimeSpan.FromSeconds(60));

    private async Task Drip(HttpListenerContext context, int pause)
    {
        var cancellation = ended.Token;
        context.Response.ContentType = "application/x-amz-json-1.1";
        context.Response.ContentLength64 = 5000;
        await context.Response.OutputStream.WriteAsync("{\"a\":"u8.ToArray(), cancellation);
        await context.Response.OutputStream.FlushAsync(cancellation);
        while (pause > 0)
        {
            await Task.Delay(pause, cancellation);
            await context.Response.OutputStream.WriteAsync(" "u8.ToArray(), cancellation);
        }

        await Task.Delay(Timeout.Infinite, cancellation);
    }
}
