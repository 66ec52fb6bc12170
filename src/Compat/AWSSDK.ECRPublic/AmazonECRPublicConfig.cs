using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECRPublic;

/// <summary>Where and how Amazon ECR Public is called; what is not set comes from the environment and the profile.</summary>
public class AmazonECRPublicConfig : ClientConfig
{
    private static readonly string Agent = InternalSDKUtils.BuildUserAgentString(Service.Id.Replace(" ", "_"), "4.0.0.0");

    public AmazonECRPublicConfig()
        : base(DefaultModes.Provider())
    {
        base.ServiceId = Service.Id;
        AuthenticationServiceName = "ecr-public";
        EndpointProvider = new RegionalEndpoints("api.ecr-public");
    }

    public static new string ServiceId => Service.Id;

    public override string RegionEndpointServiceName => "api.ecr-public";

    public override string ServiceVersion => Service.ApiVersion;

    public override string UserAgent => Agent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        RegionalEndpointResolver.Resolve(this, parameters);
}
