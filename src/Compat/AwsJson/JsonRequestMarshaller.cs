using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Stevedore.Compat.AwsJson;

/// <summary>Makes the HTTP request of an operation.</summary>
internal sealed class JsonRequestMarshaller(JsonService service, string operation) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    // The body is no part of a web page: quotes and angle brackets of a manifest need no escapes.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IRequest Marshall(AmazonWebServiceRequest input) =>
        new DefaultRequest(input, service.ServiceName)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = Body((IJsonShape)input),
            Headers =
            {
                ["X-Amz-Target"] = $"{service.TargetPrefix}.{operation}",
                [HeaderKeys.ContentTypeHeader] = "application/x-amz-json-1.1",
                [HeaderKeys.XAmzApiVersion] = service.ApiVersion,
            },
        };

    private static byte[] Body(IJsonShape shape)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            shape.Write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
