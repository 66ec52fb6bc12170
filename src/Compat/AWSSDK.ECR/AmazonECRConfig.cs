using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR;

/// <summary>Where and how Amazon ECR is called; what is not set comes from the environment and the profile.</summary>
public class AmazonECRConfig : ClientConfig
{
    private static readonly string Agent = InternalSDKUtils.BuildUserAgentString(Service.Id, "4.0.0.0");

    public AmazonECRConfig()
        : base(DefaultModes.Provider())
    {
        base.ServiceId = Service.Id;
        AuthenticationServiceName = "ecr";
        EndpointProvider = new RegionalEndpoints("api.ecr", Exceptions);
    }

    public static new string ServiceId => Service.Id;

    public override string RegionEndpointServiceName => "api.ecr";

    public override string ServiceVersion => Service.ApiVersion;

    public override string UserAgent => Agent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        RegionalEndpointResolver.Resolve(this, parameters);

    private static (string Prefix, string Suffix)? Exceptions(Partition partition, bool fips, bool dualStack) =>
        fips && !dualStack && partition.Name is "aws" or "aws-us-gov" ? ("ecr-fips", partition.Suffix) : null;
}
