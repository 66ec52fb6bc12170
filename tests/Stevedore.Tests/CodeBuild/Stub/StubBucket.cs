using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Amazon.Runtime;

namespace Stevedore.Tests.CodeBuild;

/// <summary>A bucket of S3, as far as uploads and artifacts need it.</summary>
internal sealed class StubBucket : HttpClientFactory
{
    public const string Name = "acme-uploads";

    private readonly ConcurrentDictionary<int, byte[]> parts = [];

    /// <summary>What is there, by its key.</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; } = [];

    /// <summary>What a build has left; null for nothing.</summary>
    public byte[]? Artifacts { get; set; }

    /// <summary>Every request as it has ended: its method and query.</summary>
    public ConcurrentQueue<string> Ended { get; } = [];

    /// <summary>Answers in place of the bucket; null from it for what the bucket says.</summary>
    public Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage?>> Instead { get; set; } =
        (_, _) => Task.FromResult<HttpResponseMessage?>(null);

    /// <summary>The accounts that the bucket was said to be of.</summary>
    public HashSet<string> Owners { get; } = [];

    public static HttpResponseMessage Fault(HttpStatusCode status, string code, string message = "No.") =>
        new(status)
        {
            Content = new StringContent(
                $"<Error><Code>{code}</Code><Message>{message}</Message></Error>",
                Encoding.UTF8,
                "application/xml"
            ),
        };

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this));

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    private static HttpResponseMessage Xml(string text) => new() { Content = new StringContent(text, Encoding.UTF8, "application/xml") };

    private async Task<HttpResponseMessage> Answer(HttpRequestMessage request, CancellationToken cancellation)
    {
        var query = request.RequestUri!.Query;
        var key = Uri.UnescapeDataString(request.RequestUri.AbsolutePath.TrimStart('/'));
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellation);
        lock (Owners)
        {
            Owners.UnionWith(request.Headers.TryGetValues("x-amz-expected-bucket-owner", out var owners) ? owners : ["nobody's"]);
        }

        if (await Instead(request, cancellation) is { } instead)
        {
            return instead;
        }

        switch (request.Method.Method)
        {
            case "GET" when query.Contains("location", StringComparison.Ordinal):
                return Xml("<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">eu-central-1</LocationConstraint>");
            case "GET" when query.Contains("versioning", StringComparison.Ordinal):
                return Xml("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
            case "GET" when query.Contains("lifecycle", StringComparison.Ordinal):
                return Xml(
                    "<LifecycleConfiguration><Rule><Filter><Prefix></Prefix></Filter><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>"
                );
            case "POST" when query.Contains("uploads", StringComparison.Ordinal):
                return Xml("<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>");
            case "PUT":
                var number = query.Split("partNumber=")[1].Split('&')[0];
                parts[int.Parse(number, null)] = body;
                return new() { Headers = { { "ETag", $"\"{number}\"" } } };
            case "POST":
                Objects[key] = [.. parts.OrderBy(part => part.Key).SelectMany(part => part.Value)];
                var whole = Xml("<CompleteMultipartUploadResult></CompleteMultipartUploadResult>");
                whole.Headers.Add("x-amz-version-id", "v1");
                return whole;
            case "DELETE":
                Objects.TryRemove(key, out _);
                return new(HttpStatusCode.NoContent);
            default:
                return Get(request, key);
        }
    }

    private HttpResponseMessage Get(HttpRequestMessage request, string key)
    {
        if (Artifacts is null)
        {
            return Fault(HttpStatusCode.NotFound, "NoSuchKey");
        }

        Objects[key] = Artifacts;
        var from = (int)request.Headers.Range!.Ranges.Single().From!;
        var to = (int)Math.Min((long)request.Headers.Range.Ranges.Single().To! + 1, Artifacts.Length);
        return from >= Artifacts.Length
            ? Fault(HttpStatusCode.RequestedRangeNotSatisfiable, "InvalidRange")
            : new(HttpStatusCode.PartialContent)
            {
                Headers = { { "x-amz-version-id", "v2" } },
                Content = new ByteArrayContent(Artifacts[from..to]),
            };
    }

    private sealed class Handler(StubBucket bucket) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                var answer = await bucket.Answer(request, cancellationToken);
                answer.RequestMessage = request;
                return answer;
            }
            finally
            {
                bucket.Ended.Enqueue($"{request.Method} {request.RequestUri!.Query}");
            }
        }
    }
}

/// <summary>The beginning of an answer whose connection is cut then.</summary>
internal sealed class CutBody(byte[] beginning) : MemoryStream(beginning)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await base.ReadAsync(buffer, cancellationToken) is > 0 and var count
            ? count
            : throw new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely.");

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
}
