using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Stevedore.Images;

namespace Stevedore.Tests.Registries;

/// <summary>A registry on this machine that keeps manifests and blobs in memory, asks for what it is told to ask for, and records requests.</summary>
internal sealed class StubRegistry : IDisposable
{
    private readonly HttpListener listener;
    private readonly ConcurrentQueue<string> requests = new();

    public StubRegistry()
    {
        (listener, Host) = Loopback.Listen();
        _ = Loopback.Serve(listener, Answer);
    }

    public string Host { get; }

    public string[] Requests => [.. requests];

    /// <summary>By repository and reference.</summary>
    public ConcurrentDictionary<string, (string MediaType, byte[] Content)> Manifests { get; } = new();

    /// <summary>By digest, in every repository.</summary>
    public ConcurrentDictionary<string, byte[]> Blobs { get; } = new();

    /// <summary>Answers of its own, in order, before the registry answers.</summary>
    public ConcurrentQueue<(int Status, string Body, (string Name, string Value)[] Headers)> Answers { get; } = new();

    /// <summary>What it answers instead of the truth, by method and path; null to answer truly.</summary>
    public Func<string, string, (int Status, byte[] Body, (string Name, string Value)[] Headers)?>? Lie { get; set; }

    /// <summary>The challenge of whoever does not send <see cref="Authorization"/>; null for an open registry.</summary>
    public string? Challenge { get; set; }

    public string Authorization { get; set; } = "";

    /// <summary>What <c>/token</c> answers.</summary>
    public (int Status, string Body) Token { get; set; } = (200, "{}");

    public void Dispose() => listener.Close();

    public string Add(string repository, string mediaType, string content, string? tag = null)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var digest = Digest.Of(bytes).Value;
        Manifests[$"{repository}/{digest}"] = (mediaType, bytes);
        if (tag is not null)
        {
            Manifests[$"{repository}/{tag}"] = (mediaType, bytes);
        }

        return digest;
    }

    public string AddBlob(string content)
    {
        var digest = Digest.Of(Encoding.UTF8.GetBytes(content)).Value;
        Blobs[digest] = Encoding.UTF8.GetBytes(content);
        return digest;
    }

    private async Task Answer(HttpListenerContext context)
    {
        var request = context.Request;
        var path = request.Url!.AbsolutePath;
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        var authorization = request.Headers["Authorization"];
        requests.Enqueue($"{request.HttpMethod} {request.Url.PathAndQuery}{(authorization is null ? "" : $" [{authorization}]")}");
        if (Answers.TryDequeue(out var told))
        {
            Array.ForEach(told.Headers, header => context.Response.Headers[header.Name] = header.Value);
            End(context, told.Status, Encoding.UTF8.GetBytes(told.Body));
        }
        else if (Lie?.Invoke(request.HttpMethod, path) is { } lie)
        {
            Array.ForEach(lie.Headers, header => context.Response.Headers[header.Name] = header.Value);
            End(context, lie.Status, lie.Body);
        }
        else if (path == "/token")
        {
            End(context, Token.Status, Encoding.UTF8.GetBytes(Token.Body));
        }
        else if (Challenge is not null && authorization != Authorization)
        {
            context.Response.Headers["WWW-Authenticate"] = Challenge;
            End(context, 401, """{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}"""u8.ToArray());
        }
        else
        {
            Serve(context, path, body.ToArray());
        }
    }

    private void Serve(HttpListenerContext context, string path, byte[] body)
    {
        var parts = path.Split('/');
        var name = parts[^1];
        switch (context.Request.HttpMethod, parts.ElementAtOrDefault(parts.Length - 2))
        {
            case ("PUT", "manifests"):
                Manifests[$"{string.Join('/', parts[2..^2])}/{name}"] = (context.Request.ContentType!, body);
                context.Response.Headers["Docker-Content-Digest"] = Digest.Of(body).Value;
                End(context, 201, []);
                break;
            case (_, "manifests") when Manifests.TryGetValue($"{string.Join('/', parts[2..^2])}/{name}", out var manifest):
                context.Response.ContentType = manifest.MediaType;
                context.Response.Headers["Docker-Content-Digest"] = Digest.Of(manifest.Content).Value;
                End(context, 200, manifest.Content);
                break;
            case (_, "blobs") when Blobs.TryGetValue(name, out var blob):
                if (context.Request.HttpMethod == "HEAD")
                {
                    context.Response.ContentLength64 = blob.Length;
                    context.Response.Close();
                    break;
                }

                End(context, 200, blob);
                break;
            case ("POST", "uploads"):
                context.Response.Headers["Location"] = $"/v2/upload?state=1";
                End(context, 202, []);
                break;
            case ("PUT", _) when name == "upload":
                Blobs[context.Request.QueryString["digest"]!] = body;
                End(context, 201, []);
                break;
            default:
                End(context, path == "/v2/" ? 200 : 404, []);
                break;
        }
    }

    private static void End(HttpListenerContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.Close(body, willBlock: false);
    }
}
