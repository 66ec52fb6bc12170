using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Stevedore.Compat.AwsJson;

/// <summary>Reads what a service answered: a response, or an error with its type.</summary>
internal sealed class JsonResponseReader(JsonService service, Func<JsonElement, AmazonWebServiceResponse> read) : JsonResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        using var body = JsonDocument.Parse(input.Stream);
        return read(body.RootElement);
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input,
        Exception innerException,
        HttpStatusCode statusCode
    )
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        error.InnerException = innerException;
        error.StatusCode = statusCode;
        return service.Error(error);
    }
}
