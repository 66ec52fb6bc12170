using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Stevedore.Compat.AwsProtocol;

/// <summary>Reads what a service answered: a response, or an error with its type.</summary>
internal sealed class ResponseReader(AwsService service, Func<Reader, AmazonWebServiceResponse> read, string result)
    : XmlResponseUnmarshaller
{
    private static readonly XElement Nothing = new(nameof(Nothing));

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        var answer = XDocument.Load(input.Stream).Root!;
        var response = read(new Reader(Reader.Child(answer, result) ?? Nothing));
        response.ResponseMetadata = new ResponseMetadata { RequestId = Descendant(answer, "RequestId")?.Value };
        return response;
    }

    public override AmazonServiceException UnmarshallException(
        XmlUnmarshallerContext input,
        Exception innerException,
        HttpStatusCode statusCode
    )
    {
        var answer = Parse(input.Stream);
        var members = Descendant(answer, "Error") ?? Nothing;
        var error = new ErrorResponse
        {
            Code = Reader.Child(members, "Code")?.Value,
            Message =
                Reader.Child(members, "Message")?.Value
                ?? FormattableString.Invariant($"The service answered with status {(int)statusCode}."),
            Type = Reader.Child(members, "Type")?.Value switch
            {
                "Sender" => ErrorType.Sender,
                "Receiver" => ErrorType.Receiver,
                _ => ErrorType.Unknown,
            },
            RequestId = (Descendant(answer, "RequestId") ?? Descendant(answer, "RequestID"))?.Value,
            InnerException = innerException,
            StatusCode = statusCode,
        };
        return service.Error(error, new Reader(members));
    }

    private static XElement Parse(Stream body)
    {
        try
        {
            return XDocument.Load(body).Root!;
        }
        catch (XmlException)
        {
            // A page of something in between; the status is all it tells.
            return Nothing;
        }
    }

    private static XElement? Descendant(XElement parent, string name) =>
        parent.DescendantsAndSelf().FirstOrDefault(element => element.Name.LocalName == name);
}
