using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace Stevedore.Aws;

/// <summary>The endpoint that the service's own client would call: its configuration brings the rules, which all take the same.</summary>
internal sealed class ConfiguredEndpoint : BaseEndpointResolver
{
    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        InjectHostPrefix(executionContext.RequestContext);

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        var configuration = requestContext.ClientConfig;
        var region = requestContext.Request.AlternateEndpoint ?? configuration.RegionEndpoint;
        return new()
        {
            ["Endpoint"] = configuration.ServiceURL,
            ["Region"] = region?.SystemName,
            ["UseFIPS"] = configuration.UseFIPSEndpoint,
            ["UseDualStack"] = configuration.UseDualstackEndpoint,
        };
    }
}

/// <summary>The one signature that the services take.</summary>
internal sealed class SignatureVersion4 : BaseAuthResolverHandler
{
    private static readonly AuthSchemeOption Scheme = new() { SchemeId = "aws.auth#sigv4" };

    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => [Scheme];
}
