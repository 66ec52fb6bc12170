using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Stevedore.Tests.Compat.Aws;

/// <summary>An HTTP endpoint on this machine that records requests and gives the answers it was told, the last one for ever.</summary>
internal sealed class StubEndpoint : IDisposable
{
    private readonly HttpListener listener;
    private readonly StubAnswer[] answers;
    private readonly ConcurrentQueue<StubRequest> requests = new();
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StubEndpoint(params StubAnswer[] answers)
    {
        this.answers = answers;
        (listener, Url) = Listen();
        _ = Serve();
    }

    public string Url { get; }

    public StubRequest[] Requests => [.. requests];

    /// <summary>Ends when the first request has come.</summary>
    public Task FirstRequest => first.Task;

    public StubRequest Request => Assert.Single(requests);

    public void Dispose() => listener.Close();

    private static (HttpListener Listener, string Url) Listen()
    {
        while (true)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
            probe.Stop();
            var candidate = new HttpListener { Prefixes = { url } };
            try
            {
                candidate.Start();
                return (candidate, url);
            }
            catch (HttpListenerException)
            {
                // Another process took the port in between.
                candidate.Close();
            }
        }
    }

    private async Task Serve()
    {
        while (listener.IsListening)
        {
            try
            {
                await Answer(await listener.GetContextAsync());
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                // The listener was closed, or a client hung up as the test on cancellation does.
            }
        }
    }

    private async Task Answer(HttpListenerContext context)
    {
        using var body = new StreamReader(context.Request.InputStream);
        var headers = context.Request.Headers.AllKeys.OfType<string>().ToDictionary(name => name, name => context.Request.Headers[name]!);
        requests.Enqueue(
            new StubRequest(
                context.Request.HttpMethod,
                context.Request.Url!.PathAndQuery,
                new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase),
                await body.ReadToEndAsync()
            )
        );
        first.TrySetResult();
        var answer = answers[Math.Min(requests.Count, answers.Length) - 1];
        await Task.Delay(answer.Delay);
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.Close(Encoding.UTF8.GetBytes(answer.Body), willBlock: false);
    }
}
