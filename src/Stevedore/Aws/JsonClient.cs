using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Stevedore.Aws;

/// <summary>
/// Calls a service with JSON as it stands and gives its JSON as it came, so that members which no client knows survive. All else is the SDK's:
/// credentials, signature, retries, and the endpoint rules of the service by its client's configuration.
/// </summary>
/// <param name="configuration">That of the service's own client.</param>
internal sealed class JsonClient(AWSCredentials credentials, ClientConfig configuration, JsonService service)
    : AmazonServiceClient(credentials, ToOneHost(configuration))
{
    protected override IServiceMetadata ServiceMetadata { get; } = new Metadata(configuration);

    /// <exception cref="AmazonServiceException">The service refused; <c>ErrorCode</c> tells why.</exception>
    public async Task<JsonObject> Call(string operation, JsonObject input, CancellationToken cancellation)
    {
        var options = new InvokeOptions
        {
            RequestMarshaller = new JsonRequestWriter(service, operation, ServiceMetadata.ServiceId),
            ResponseUnmarshaller = new JsonResponseReader(),
        };
        var answer = await InvokeAsync<JsonAnswer>(new JsonRequest(input), options, cancellation);
        return answer.Body;
    }

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new ConfiguredEndpoint());
        pipeline.AddHandlerAfter<Marshaller>(new SignatureVersion4());
    }

    private static ClientConfig ToOneHost(ClientConfig configuration)
    {
        configuration.AllowAutoRedirect = false;
        configuration.HttpClientFactory ??= new AwsHttp(TimeProvider.System);
        return configuration;
    }

    private sealed class Metadata(ClientConfig configuration) : IServiceMetadata
    {
        public string ServiceId => configuration.ServiceId;

        /// <summary>Empty: operations keep their names in metrics.</summary>
        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(0);
    }
}
