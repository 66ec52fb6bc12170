using System.Net;
using System.Text;

namespace Stevedore.LabTests.Shipping;

/// <summary>Answers of a server in front of another: the other's, or its own.</summary>
internal static class Forwarding
{
    private static readonly string[] Kept = ["Accept", "Range", "Content-Type", "Content-Range"];

    /// <summary>Answers with JSON.</summary>
    public static void Answer(HttpListenerContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (context.Request.HttpMethod == "HEAD")
        {
            EndWithoutABody(context.Response);
        }
        else
        {
            context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: false);
        }
    }

    /// <summary>Hands a request on to the server behind, and its answer back.</summary>
    public static async Task To(string behind, string host, HttpListenerContext context, HttpClient client)
    {
        using var request = new HttpRequestMessage(new(context.Request.HttpMethod), behind + context.Request.RawUrl);
        request.Headers.Host = host;
        if (context.Request.HasEntityBody || context.Request.HttpMethod is "PUT" or "POST" or "PATCH")
        {
            request.Content = new StreamContent(context.Request.InputStream);
            request.Content.Headers.ContentLength = context.Request.ContentLength64 < 0 ? null : context.Request.ContentLength64;
        }

        foreach (var name in Kept)
        {
            if (context.Request.Headers.GetValues(name) is { } values && !request.Headers.TryAddWithoutValidation(name, values))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values);
            }
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(header => header.Key != "Transfer-Encoding"))
        {
            context.Response.Headers[name] = string.Join(", ", values);
        }

        if (context.Request.HttpMethod == "HEAD")
        {
            EndWithoutABody(context.Response);
        }
        else
        {
            await response.Content.CopyToAsync(context.Response.OutputStream);
            context.Response.Close();
        }
    }

    // The listener sends a body or a last chunk to HEAD as well, which the next request of the connection would get as its answer.
    private static void EndWithoutABody(HttpListenerResponse response)
    {
        response.KeepAlive = false;
        response.Close();
    }
}
