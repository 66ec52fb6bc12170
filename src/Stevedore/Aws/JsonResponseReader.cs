using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Stevedore.Aws;

/// <summary>Reads what a service answered: its JSON, or an error by its code.</summary>
internal sealed class JsonResponseReader : JsonResponseUnmarshaller
{
    // Which of two members is meant nobody can tell.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) =>
        input.IsEmptyResponse
            ? new JsonAnswer()
            : new JsonAnswer { Body = JsonNode.Parse(input.Stream, documentOptions: Strict)!.AsObject() };

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input,
        Exception innerException,
        HttpStatusCode statusCode
    )
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        return new AmazonServiceException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
    }
}
