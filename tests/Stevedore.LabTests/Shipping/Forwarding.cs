using System.Net;

namespace Stevedore.LabTests.Shipping;

/// <summary>Hands a request on to the server behind, and its answer back.</summary>
internal static class Forwarding
{
    private static readonly string[] Kept = ["Accept", "Range", "Content-Type", "Content-Range"];

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
            // The listener ends an answer without a body with a last chunk, which the next request would get as its answer.
            context.Response.KeepAlive = false;
        }
        else
        {
            await response.Content.CopyToAsync(context.Response.OutputStream);
        }

        context.Response.Close();
    }
}
