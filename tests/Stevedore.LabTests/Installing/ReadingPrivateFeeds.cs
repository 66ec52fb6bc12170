using System.Net;
using System.Net.Sockets;
using Stevedore.LabTests.Shipping;
using Xunit;

namespace Stevedore.LabTests.Installing;

/// <summary>A feed that wants credentials, and one that nobody answers for: what the buildspec's restore and an update say.</summary>
[Collection(typeof(FromOneFeed))]
[Trait("Suite", "installing")]
public sealed class ReadingPrivateFeeds(LabFixture lab, PackedFeed feed) : IDisposable
{
    private readonly int port = FreePort();
    private HttpListener? listener;

    private string Source => Invariant($"http://127.0.0.1:{port}/v3/index.json");

    public void Dispose() => ((IDisposable?)listener)?.Dispose();

    [Fact]
    public async Task SaysWhereToSignInWhereTheRestoreFails()
    {
        using var repository = await Begun();
        listener = Refusing();

        var restore = await repository.Run(Buildspec.Commands(repository.Sample)[0]);

        Assert.NotEqual(0, restore.ExitCode);
        Assert.Contains($"Unable to load the service index for source {Source}", restore.StandardError, StringComparison.Ordinal);
        Assert.Contains($"Cannot restore. Where {Source} answers 401, sign in first", restore.StandardError, StringComparison.Ordinal);
        Assert.Contains("aws codeartifact login --tool dotnet", restore.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NamesTheFeedThatAnUpdateCannotRead(bool answers)
    {
        using var repository = await Begun();
        listener = answers ? Refusing() : null;

        var update = await new ToolHost(lab, repository.Sample, feed.ToolCommand).Run("update");

        Assert.Equal(1, update.ExitCode);
        Assert.Contains(
            $"Cannot move .config/dotnet-tools.json from Stevedore {feed.Version}: the feed {Source} cannot be read, and dotnet does not say why. "
                + "See what `curl -I` answers there. Sign in to it (CodeArtifact: `aws codeartifact login --tool dotnet …`) where that is 401, ",
            update.StandardError,
            StringComparison.Ordinal
        );
        Assert.Equal("", repository.Sample.Git("status", "--porcelain"));
    }

    private async Task<NewRepository> Begun()
    {
        NewRepository repository = new(lab, feed);
        repository
            .Sample.Write("Dockerfile", $"FROM {SampleRepository.Busybox}\n")
            .Write(
                "nuget.config",
                $"""
                <configuration>
                  <packageSources><clear /><add key="acme" value="{Source}" allowInsecureConnections="true" /></packageSources>
                </configuration>
                """
            );
        (await new ToolHost(lab, repository.Sample, feed.ToolCommand).Run("init", "--yes")).Succeeds();
        repository.Sample.CommitAll();
        return repository;
    }

    private HttpListener Refusing()
    {
        HttpListener started = new() { Prefixes = { Invariant($"http://127.0.0.1:{port}/") } };
        started.Start();
        _ = Refuse(started);
        return started;
    }

    private static async Task Refuse(HttpListener listener)
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                context.Response.StatusCode = 401;
                context.Response.AddHeader("WWW-Authenticate", "Basic realm=\"acme\"");
                context.Response.Close();
            }
            catch (Exception cause) when (cause is HttpListenerException or ObjectDisposedException)
            {
                // The test has ended.
            }
        }
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
