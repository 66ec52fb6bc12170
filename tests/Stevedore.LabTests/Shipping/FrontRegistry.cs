using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;

namespace Stevedore.LabTests.Shipping;

/// <summary>An address of its own in front of the lab's open registry: hands requests on, and refuses or holds back some as a test wants.</summary>
public sealed class FrontRegistry : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly ConcurrentQueue<string> requests = new();
    private readonly ConcurrentDictionary<string, Refusal> refusals = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LabFixture lab;
    private readonly PlainHttpDoor door;
    private string? held;

    public FrontRegistry(LabFixture lab)
    {
        this.lab = lab;
        int port;
        using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        // Requests name the door's port and not this one.
        listener.Prefixes.Add($"http://*:{port}/");
        listener.Start();
        door = new(port);
        _ = Serve();
    }

    /// <summary>As references name it.</summary>
    public string Host => door.Host;

    /// <summary>Such as <c>PUT /v2/web/manifests/latest</c>.</summary>
    public string[] Requests => [.. requests];

    /// <summary>Refuses every request whose method and path match a pattern, instead of what it did with that pattern before.</summary>
    /// <param name="times">How many of them.</param>
    public FrontRegistry Refuse(string pattern, int status, string code, string message, int times = int.MaxValue)
    {
        refusals[pattern] = new(status, $$"""{"errors":[{"code":"{{code}}","message":"{{message}}"}]}""", times);
        return this;
    }

    public FrontRegistry RefuseNothing()
    {
        refusals.Clear();
        return this;
    }

    /// <summary>Takes requests that match and never answers, until <see cref="Release"/>.</summary>
    /// <returns>Done when the first of them is there.</returns>
    public Task Hold(string pattern)
    {
        held = pattern;
        return reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Drops what is held, as when whoever sent it has ended, and holds nothing more.</summary>
    public void Release()
    {
        held = null;
        released.TrySetResult();
    }

    public ValueTask DisposeAsync()
    {
        released.TrySetResult();
        door.Dispose();
        listener.Close();
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task Serve()
    {
        while (listener.IsListening)
        {
            try
            {
                _ = Answer(await listener.GetContextAsync());
            }
            catch (Exception cause) when (cause is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Answer(HttpListenerContext context)
    {
        try
        {
            var line = $"{context.Request.HttpMethod} {context.Request.RawUrl}";
            requests.Enqueue(line);
            if (held is { } pattern && Matches(line, pattern))
            {
                reached.TrySetResult();
                await released.Task;
                context.Response.Abort();
                return;
            }

            if (refusals.FirstOrDefault(refusal => Matches(line, refusal.Key) && refusal.Value.Counts()) is { Key: not null } refused)
            {
                Forwarding.Answer(context, refused.Value.Status, refused.Value.Body);
                return;
            }

            await Forwarding.To($"http://{lab.Variables["STEVEDORE_LAB_REGISTRY"]}", Host, context, client);
        }
        catch (Exception cause) when (cause is HttpListenerException or HttpRequestException or IOException or ObjectDisposedException)
        {
            // Whoever asked has ended.
            context.Response.Abort();
        }
    }

    private sealed class Refusal(int status, string body, int times)
    {
        private int left = times;

        public int Status { get; } = status;

        public string Body { get; } = body;

        public bool Counts() => Interlocked.Decrement(ref left) >= 0;
    }

    private static bool Matches(string line, string pattern) => Regex.IsMatch(line, pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
}
