using System.Net;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Stevedore.Compat.AwsProtocol;

/// <summary>Reads what a service answered: a response, or an error with its type.</summary>
internal sealed class ResponseReader(AwsService service, Func<Reader, AmazonWebServiceResponse> read, string result)
    : JsonResponseUnmarshaller
{
    /// <summary>JSON answers are not wrapped in an element; the parameter is that of the other protocols.</summary>
    public string Result => result;

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        using var body = input.IsEmptyResponse ? JsonDocument.Parse("{}") : JsonDocument.Parse(input.Stream);
        return read(new Reader(body.RootElement));
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
        error.Message = XmlMessage(input.ResponseBody) ?? error.Message;
        return service.Error(error, new Reader(Members(input.ResponseBody)));
    }

    private static JsonElement Members(string body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            // A page of something in between; the status is all it tells.
            return default;
        }
    }

    // Servers that stand in for AWS answer in XML where they refuse a caller, and AWSSDK.Core reads no CDATA.
    private static string? XmlMessage(string body)
    {
        if (!body.StartsWith("<?xml", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return XDocument.Parse(body).Descendants().FirstOrDefault(element => element.Name.LocalName == "Message")?.Value;
        }
        catch (XmlException)
        {
            // A page of something in between; the status is all it tells.
            return null;
        }
    }
}
