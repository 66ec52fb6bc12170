using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Stevedore.Compat.AwsProtocol;

/// <summary>Makes the HTTP request of an operation.</summary>
internal sealed class RequestMarshaller(AwsService service, string operation) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    // The body is no part of a web page: quotes and angle brackets of a manifest need no escapes.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IRequest Marshall(AmazonWebServiceRequest input) =>
        new DefaultRequest(input, service.ServiceName)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = Body((IShape)input),
            Headers =
            {
                ["X-Amz-Target"] = $"{service.TargetPrefix}.{operation}",
                [HeaderKeys.ContentTypeHeader] = service.ContentType,
                [HeaderKeys.XAmzApiVersion] = service.ApiVersion,
            },
        };

    private static byte[] Body(IShape shape)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            new Writer(json).Shape(shape);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
