using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Stevedore.Aws;

/// <summary>Makes the HTTP request of an operation.</summary>
internal sealed class JsonRequestWriter(JsonService service, string operation, string serviceName)
    : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IRequest Marshall(AmazonWebServiceRequest input) =>
        new DefaultRequest(input, serviceName)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = Encoding.UTF8.GetBytes(((JsonRequest)input).Body.ToJsonString(Plain)),
            Headers =
            {
                ["X-Amz-Target"] = $"{service.TargetPrefix}.{operation}",
                [HeaderKeys.ContentTypeHeader] = $"application/x-amz-json-{service.Version}",
            },
        };
}
