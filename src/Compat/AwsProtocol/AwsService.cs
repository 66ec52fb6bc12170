using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Stevedore.Compat.AwsProtocol;

/// <summary>What the protocols need to know of a service.</summary>
/// <param name="ServiceName">The namespace of the client, by which the pipeline knows the service.</param>
/// <param name="ContentType">Of requests.</param>
/// <param name="TargetPrefix">What stands before the operation in <c>X-Amz-Target</c>; empty where there is no such header.</param>
/// <param name="Error">Gives an error its type by its code, and its members from what the service answered.</param>
internal sealed record AwsService(
    string ServiceName,
    string ServiceId,
    string ApiVersion,
    string ContentType,
    string TargetPrefix,
    Func<ErrorResponse, Reader, AmazonServiceException> Error
) : IServiceMetadata
{
    /// <summary>Empty: operations keep their names in metrics.</summary>
    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(0);

    /// <param name="result">The element that holds the answer, in protocols that have one.</param>
    public InvokeOptions Operation(string name, Func<Reader, AmazonWebServiceResponse> read, string result = "") =>
        new() { RequestMarshaller = new RequestMarshaller(this, name), ResponseUnmarshaller = new ResponseReader(this, read, result) };

    /// <summary>The two steps that each service client replaces in the pipeline of AWSSDK.Core.</summary>
    public static void Customize(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new EndpointResolution());
        pipeline.AddHandlerAfter<Marshaller>(new SignatureVersion4());
    }
}
