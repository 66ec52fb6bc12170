using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.AwsApi;

/// <summary>An AWS API of its own that lets some calls through, to make a user, and then enforces IAM.</summary>
internal sealed class EnforcingApi : IAsyncDisposable
{
    private readonly LabFixture lab;
    private readonly Process server;

    private EnforcingApi(LabFixture lab, Process server, string url) => (this.lab, this.server, Url) = (lab, server, url);

    public string Url { get; }

    public static async Task<EnforcingApi> Start(LabFixture lab, int freeCalls)
    {
        var port = FreePort();
        var command = Path.Combine(lab.Variables["STEVEDORE_LAB"], "bin", "moto_server");
        var start = new ProcessStartInfo(command, ["-H", "127.0.0.1", "-p", $"{port}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["INITIAL_NO_AUTH_ACTION_COUNT"] = $"{freeCalls}" },
        };
        var api = new EnforcingApi(lab, Process.Start(start)!, $"http://127.0.0.1:{port}");
        await Answers(port);
        return api;
    }

    /// <summary>What the lab's <c>aws</c> prints for a call to this API.</summary>
    public async Task<string> Aws(params string[] arguments)
    {
        var result = await lab.Exec(["env", $"AWS_ENDPOINT_URL={Url}", "aws", .. arguments]);
        Assert.True(result.ExitCode == 0, result.StandardError);
        return result.StandardOutput;
    }

    public async ValueTask DisposeAsync()
    {
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync();
        server.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static async Task Answers(int port)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var connection = new TcpClient();
                await connection.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException) when (attempt < 200)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
    }
}
