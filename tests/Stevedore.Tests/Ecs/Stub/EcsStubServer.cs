using System.Net;
using System.Text;

namespace Stevedore.Tests.Ecs;

/// <summary>The stub as an endpoint on this machine, for what runs as a process.</summary>
internal sealed class EcsStubServer : IDisposable
{
    private readonly HttpListener listener;
    private readonly EcsStub stub;

    public EcsStubServer(EcsStub stub)
    {
        this.stub = stub;
        (listener, var host) = Loopback.Listen();
        Url = $"http://{host}";
        _ = Loopback.Serve(listener, Answer);
    }

    public string Url { get; }

    /// <summary>The variables that lead there, and nowhere else.</summary>
    public Dictionary<string, string> Variables =>
        new()
        {
            ["AWS_ENDPOINT_URL"] = Url,
            ["AWS_REGION"] = EcsStub.Region,
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
            ["HTTPS_PROXY"] = "http://127.0.0.1:9",
        };

    public void Dispose() => listener.Close();

    private async Task Answer(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        var body = await reader.ReadToEndAsync();
        try
        {
            var answer = StubProtocol.Answer(stub, context.Request.Headers["X-Amz-Target"], body);
            context.Response.StatusCode = answer.Status;
            context.Response.ContentType = answer.ContentType;
            context.Response.Headers["x-amzn-RequestId"] = "request-1";
            context.Response.Close(Encoding.UTF8.GetBytes(answer.Body), willBlock: false);
        }
        catch (ConnectionLostException)
        {
            // Without a beginning of an answer HttpClient would ask again by itself.
            context.Response.ContentLength64 = 100;
            await context.Response.OutputStream.WriteAsync("{"u8.ToArray());
            context.Response.Abort();
        }
    }
}
