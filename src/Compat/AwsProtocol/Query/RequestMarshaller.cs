using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Stevedore.Compat.AwsProtocol;

/// <summary>Makes the HTTP request of an operation.</summary>
internal sealed class RequestMarshaller(AwsService service, string operation) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service.ServiceName)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Headers = { [HeaderKeys.ContentTypeHeader] = service.ContentType },
            Parameters = { ["Action"] = operation, ["Version"] = service.ApiVersion },
        };
        ((IShape)input).Write(new Writer(request, ""));
        return request;
    }
}
