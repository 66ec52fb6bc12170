using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Stevedore.LabTests.Shipping;

/// <summary>Answers some AWS actions as a test wants, and hands all others on to the lab's AWS API.</summary>
public sealed class AwsStub : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly HttpClient client = new();
    private readonly Dictionary<string, string> denied = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<string>> answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<AwsCall> calls = new();
    private readonly Func<string, string?> behind;
    private readonly Task serving;

    /// <param name="behind">Where calls of a service are handed on to, by the name that signs them; null for the lab's AWS API.</param>
    public AwsStub(LabFixture lab, Func<string, string?>? behind = null)
    {
        this.behind = behind ?? (_ => null);
        using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }

        listener.Prefixes.Add(Url + "/");
        listener.Start();
        serving = Serve(lab.Variables["AWS_ENDPOINT_URL"]);
    }

    public string Url { get; }

    /// <summary>Every call so far.</summary>
    public ImmutableArray<AwsCall> Calls => [.. calls];

    /// <summary>Denies an action in the words that AWS uses.</summary>
    public AwsStub Deny(string action, string resource, string service = "ecr")
    {
        denied[action] = Denial(action, resource, service);
        return this;
    }

    /// <summary>The message of a denial.</summary>
    public static string Denial(string action, string resource, string service = "ecr") =>
        $"User: arn:aws:sts::123456789012:assumed-role/web-build/AWSCodeBuild is not authorized to perform: {service}:{action} on resource: {resource} "
        + $"because no identity-based policy allows the {service}:{action} action";

    /// <summary>Answers an action of ECR.</summary>
    public AwsStub Answer(string action, string json) => Answer(action, () => json);

    /// <summary>Answers an action of ECR with what holds at that time.</summary>
    public AwsStub Answer(string action, Func<string> json)
    {
        answers[action] = json;
        return this;
    }

    /// <summary>The host against this API.</summary>
    public BuildHost In(BuildHost host) => host.With("AWS_ENDPOINT_URL", Url);

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
        client.Dispose();
    }

    private async Task Serve(string api)
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception cause) when (cause is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream);
            var body = await reader.ReadToEndAsync();
            var call = AwsCall.Of(context.Request, body);
            calls.Enqueue(call);
            var action = context.Request.Headers["X-Amz-Target"] is null ? "" : call.Operation;
            if (denied.TryGetValue(action, out var message))
            {
                await Write(context, 400, "application/x-amz-json-1.1", $$"""{"__type":"AccessDeniedException","Message":"{{message}}"}""");
            }
            else if (answers.TryGetValue(action, out var json))
            {
                await Write(context, 200, "application/x-amz-json-1.1", json());
            }
            else
            {
                call.Answer = await HandOn(context, behind(call.Service) ?? api, body);
            }
        }
    }

    private async Task<string> HandOn(HttpListenerContext context, string url, string body)
    {
        using var request = new HttpRequestMessage(new(context.Request.HttpMethod), url + context.Request.RawUrl);
        request.Content = new StringContent(body);
        request.Content.Headers.Remove("Content-Type");
        foreach (var name in (string[])["Content-Type", "X-Amz-Target", "X-Amz-Date", "Authorization"])
        {
            if (context.Request.Headers[name] is { } value && !request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await client.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        await Write(context, (int)response.StatusCode, $"{response.Content.Headers.ContentType}", answer);
        return answer;
    }

    private static async Task Write(HttpListenerContext context, int status, string type, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
        context.Response.Close();
    }
}
