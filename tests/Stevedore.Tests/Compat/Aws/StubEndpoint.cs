using System.Collections.Concurrent;
using System.Net;
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
        (listener, var host) = Loopback.Listen();
        Url = $"http://{host}/";
        _ = Loopback.Serve(listener, Answer);
    }

    public string Url { get; }

    public StubRequest[] Requests => [.. requests];

    /// <summary>Ends when the first request has come.</summary>
    public Task FirstRequest => first.Task;

    public StubRequest Request => Assert.Single(requests);

    public void Dispose() => listener.Close();

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
