using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Stevedore.Tests.Registries;

/// <summary>What a registry may answer with instead of the truth.</summary>
internal static class Lies
{
    private const string Index = "application/vnd.oci.image.index.v1+json";
    private static readonly string Other = $"sha256:{new string('a', 64)}";

    private static readonly Dictionary<string, Action<HttpResponseMessage>> All = new(StringComparer.Ordinal)
    {
        ["nothing"] = answer => Say(answer, 200, []),
        ["no content"] = answer => Say(answer, 204, []),
        ["part of it"] = answer => answer.StatusCode = HttpStatusCode.PartialContent,
        ["several choices"] = answer => answer.StatusCode = HttpStatusCode.Ambiguous,
        ["unmodified"] = answer => Say(answer, 304, []),
        ["it is gone"] = answer => Say(answer, 404, []),
        ["a bad request"] = answer => Say(answer, 400, "{\"errors\":[{}]}"),
        ["a denial"] = answer => Say(answer, 403, "{\"errors\":[{\"code\":\"DENIED\"}]}"),
        ["an expired token"] = answer => Say(answer, 403, "{\"errors\":[{\"message\":\"Your authorization token has expired.\"}]}"),
        ["an unknown user"] = answer => Say(answer, 401, "{}"),
        ["a token service"] = answer => Challenge(answer, "Bearer realm=\"https://auth.example.com/token\",service=\"x\""),
        ["a token service in the clear"] = answer => Challenge(answer, "Bearer realm=\"http://127.0.0.1/token\""),
        ["a challenge of no sense"] = answer => Challenge(answer, "Bearer realm=\"\u00e4\",="),
        ["a challenge without a realm"] = answer => Challenge(answer, "Bearer service=\"x\",error=\"insufficient_scope\""),
        ["a teapot"] = answer => Say(answer, 418, "short and stout"),
        ["success beyond measure"] = answer => answer.StatusCode = (HttpStatusCode)299,
        ["a place at a stranger's"] = answer => Redirect(answer, "https://stranger.example.com/v2/web/manifests/3f2a91c0"),
        ["a place in the clear"] = answer => Redirect(answer, "http://one.example.com/"),
        ["a place with a name"] = answer => Redirect(answer, "https://one.example.com@stranger.example.com/"),
        ["a place in a file"] = answer => Redirect(answer, "file:///etc/passwd"),
        ["a place that is none"] = answer => Redirect(answer, "https://[::bad/"),
        ["itself again"] = answer => Redirect(answer, answer.RequestMessage!.RequestUri!.AbsoluteUri),
        ["another place of its own"] = answer => Redirect(answer, "/v2/api/manifests/3f2a91c0"),
        ["an upload at a stranger's"] = answer => answer.Headers.Location = new("https://stranger.example.com/upload"),
        ["an upload in the clear"] = answer => answer.Headers.Location = new("http://two.example.com/upload"),
        ["an upload nowhere"] = answer => answer.Headers.Location = null,
        ["one other byte"] = answer => Change(answer, bytes => [.. bytes.SkipLast(1), (byte)' ']),
        ["one byte more"] = answer => Change(answer, bytes => [.. bytes, (byte)' ']),
        ["one byte less"] = answer => Change(answer, bytes => [.. bytes.SkipLast(1)]),
        ["a page of HTML"] = answer => Say(answer, 200, "<html><body>Log in</body></html>"),
        ["other JSON"] = answer => Say(answer, 200, "{}"),
        ["a list"] = answer => Say(answer, 200, "[]"),
        ["no JSON"] = answer => Say(answer, 200, "{\"manifests\":[{\"digest\":1}]"),
        ["deep JSON"] = answer => Say(answer, 200, string.Concat(Enumerable.Repeat("[", 100_000))),
        ["numbers"] = answer => Change(answer, bytes => Replace(bytes, "\"size\":", "\"size\":9")),
        ["negative numbers"] = answer => Change(answer, bytes => Replace(bytes, "\"size\":", "\"size\":-")),
        ["everything twice"] = answer =>
            Change(answer, bytes => Replace(bytes, "\"schemaVersion\":2", "\"schemaVersion\":2,\"schemaVersion\":2")),
        ["another platform"] = answer => Change(answer, bytes => Replace(bytes, "arm64", "s390x")),
        ["one platform for two"] = answer => Change(answer, bytes => Replace(bytes, "arm64", "amd64")),
        ["another commit"] = answer => Change(answer, bytes => Replace(bytes, "3f2a91c04d", "9c0ffee15b")),
        ["another image"] = answer => Change(answer, bytes => Replace(bytes, "layer of web", "layer of api")),
        ["an index of itself"] = answer =>
            Say(
                answer,
                200,
                $$"""{"mediaType":"{{Index}}","manifests":[{"mediaType":"{{Index}}","digest":"{{Other}}","size":1,"platform":{"os":"linux","architecture":"amd64"} }]}"""
            ),
        ["megabytes"] = answer => Change(answer, bytes => [.. bytes, .. new byte[5_000_000]]),
        ["another digest"] = answer => Header(answer, "Docker-Content-Digest", Other),
        ["no digest"] = answer => answer.Headers.Remove("Docker-Content-Digest"),
        ["a digest of no sense"] = answer => Header(answer, "Docker-Content-Digest", "\u001b[31msha256"),
        ["another kind"] = answer => answer.Content.Headers.ContentType = new(Index),
        ["no kind"] = answer => answer.Content.Headers.ContentType = null,
        ["a kind of no sense"] = answer => answer.Content.Headers.TryAddWithoutValidation("Content-Type", ";;;"),
        ["an encoding"] = answer => answer.Content.Headers.ContentEncoding.Add("gzip"),
        ["an unknown language"] = answer => answer.Content.Headers.ContentType = new("text/plain") { CharSet = "x-none" },
    };

    public static IEnumerable<string> Names => All.Keys;

    public static Action<HttpResponseMessage> Of(string name) => All[name];

    private static void Say(HttpResponseMessage answer, int status, string body) => Say(answer, status, Encoding.UTF8.GetBytes(body));

    private static void Say(HttpResponseMessage answer, int status, byte[] body)
    {
        var kind = answer.Content.Headers.ContentType;
        (answer.StatusCode, answer.Content) = ((HttpStatusCode)status, new ByteArrayContent(body) { Headers = { ContentType = kind } });
    }

    private static void Challenge(HttpResponseMessage answer, string challenge)
    {
        Say(answer, 401, "{}");
        answer.Headers.TryAddWithoutValidation("WWW-Authenticate", challenge);
    }

    private static void Redirect(HttpResponseMessage answer, string place)
    {
        Say(answer, 307, []);
        Header(answer, "Location", place);
    }

    private static void Header(HttpResponseMessage answer, string name, string value)
    {
        answer.Headers.Remove(name);
        answer.Headers.TryAddWithoutValidation(name, value);
    }

    private static void Change(HttpResponseMessage answer, Func<byte[], byte[]> change)
    {
        using var body = new MemoryStream();
        answer.Content.CopyTo(body, null, CancellationToken.None);
        // What is said of the digest goes with it: only what was asked for can tell.
        var bytes = change(body.ToArray());
        Say(answer, (int)answer.StatusCode, bytes);
        if (answer.Headers.Contains("Docker-Content-Digest"))
        {
            Header(answer, "Docker-Content-Digest", Stevedore.Images.Digest.Of(bytes).Value);
        }
    }

    private static byte[] Replace(byte[] bytes, string what, string by) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(what, by, StringComparison.Ordinal));
}
