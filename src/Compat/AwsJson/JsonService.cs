using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Stevedore.Compat.AwsJson;

/// <summary>What the AWS JSON 1.1 protocol needs to know of a service.</summary>
/// <param name="ServiceName">The namespace of the client, by which the pipeline knows the service.</param>
/// <param name="TargetPrefix">What stands before the operation in <c>X-Amz-Target</c>.</param>
/// <param name="Error">Gives an error its type by its code.</param>
internal sealed record JsonService(
    string ServiceName,
    string ServiceId,
    string ApiVersion,
    string TargetPrefix,
    Func<ErrorResponse, AmazonServiceException> Error
) : IServiceMetadata
{
    /// <summary>Empty: operations keep their names in metrics.</summary>
    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(0);

    public InvokeOptions Operation(string name, Func<JsonElement, AmazonWebServiceResponse> read) =>
        new() { RequestMarshaller = new JsonRequestMarshaller(this, name), ResponseUnmarshaller = new JsonResponseReader(this, read) };

    /// <summary>The two steps that each service client replaces in the pipeline of AWSSDK.Core.</summary>
    public static void Customize(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new RegionalEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SignatureVersion4());
    }
}
