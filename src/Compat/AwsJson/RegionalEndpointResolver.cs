using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Stevedore.Compat.AwsJson;

/// <summary>Hands the client's configuration to <see cref="RegionalEndpoints"/>.</summary>
internal sealed class RegionalEndpointResolver : BaseEndpointResolver
{
    /// <summary>The endpoint that a client with this configuration calls, without calling it.</summary>
    public static Endpoint Resolve(ClientConfig config, ServiceOperationEndpointParameters parameters)
    {
        var request = new DefaultRequest(parameters.Request, config.ServiceId) { AlternateEndpoint = parameters.AlternateEndpoint };
        var context = new RequestContext(enableMetrics: false, clientSigner: null)
        {
            ClientConfig = config,
            OriginalRequest = parameters.Request,
            Request = request,
        };
        return new RegionalEndpointResolver().GetEndpoint(new Amazon.Runtime.Internal.ExecutionContext(context, null));
    }

    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        InjectHostPrefix(executionContext.RequestContext);

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        var config = requestContext.ClientConfig;
        var region = requestContext.Request.AlternateEndpoint ?? config.RegionEndpoint;
        return new EndpointParameters
        {
            [RegionalEndpoints.Endpoint] = config.ServiceURL,
            [RegionalEndpoints.Region] = region?.SystemName,
            [RegionalEndpoints.UseFips] = config.UseFIPSEndpoint,
            [RegionalEndpoints.UseDualStack] = config.UseDualstackEndpoint,
        };
    }
}
