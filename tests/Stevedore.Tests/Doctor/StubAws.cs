using System.Net;
using System.Text;

namespace Stevedore.Tests.Doctor;

/// <summary>An AWS API on this machine that answers what a test tells it to, by the name of the operation.</summary>
internal sealed class StubAws : IDisposable
{
    private const string Identity =
        "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/u</Arn><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";

    private readonly HttpListener listener;
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> asked = new();

    public StubAws()
    {
        (listener, Host) = Loopback.Listen();
        _ = Loopback.Serve(listener, Answer);
    }

    /// <summary>Where it listens.</summary>
    public string Host { get; }

    /// <summary>The operations that it was asked for.</summary>
    public string[] Asked => [.. asked];

    /// <summary>What it answers; what is not among them is denied.</summary>
    public Dictionary<string, string> Answers { get; } = [];

    /// <summary>The variables that lead there, and nowhere else.</summary>
    public Dictionary<string, string> Variables =>
        new()
        {
            ["AWS_ENDPOINT_URL"] = $"http://{Host}",
            ["AWS_REGION"] = "eu-central-1",
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
            ["HTTPS_PROXY"] = "http://127.0.0.1:9",
        };

    public void Dispose() => listener.Close();

    private async Task Answer(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        var isSts = (await reader.ReadToEndAsync()).Contains("Action=GetCallerIdentity", StringComparison.Ordinal);
        var operation = isSts ? "GetCallerIdentity" : (context.Request.Headers["X-Amz-Target"] ?? ".").Split('.')[^1];
        asked.Enqueue(operation);
        var isKnown = isSts || Answers.ContainsKey(operation);
        context.Response.StatusCode = isKnown ? 200 : 400;
        context.Response.ContentType = isSts ? "text/xml" : "application/x-amz-json-1.1";
        var body =
            isSts ? Identity
            : isKnown ? Answers[operation]
            : """{"__type":"AccessDeniedException","message":"no"}""";
        context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: false);
    }
}
