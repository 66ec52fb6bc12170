using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;
using Stevedore.Compat.AwsJson;

namespace Amazon.SecretsManager;

/// <summary>Where and how AWS Secrets Manager is called; what is not set comes from the environment and the profile.</summary>
public class AmazonSecretsManagerConfig : ClientConfig
{
    private static readonly string Agent = InternalSDKUtils.BuildUserAgentString(Service.Id.Replace(" ", "_"), "4.0.0.0");

    public AmazonSecretsManagerConfig()
        : base(DefaultModes.Provider())
    {
        base.ServiceId = Service.Id;
        AuthenticationServiceName = "secretsmanager";
        EndpointProvider = new RegionalEndpoints("secretsmanager", Exceptions);
    }

    public static new string ServiceId => Service.Id;

    public override string RegionEndpointServiceName => "secretsmanager";

    public override string ServiceVersion => Service.ApiVersion;

    public override string UserAgent => Agent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        RegionalEndpointResolver.Resolve(this, parameters);

    // Its IPv4 names answer over IPv6 too in the large partitions.
    private static (string Prefix, string Suffix)? Exceptions(Partition partition, bool fips, bool dualStack) =>
        (fips, dualStack, partition.Name) switch
        {
            (true, true, "aws" or "aws-us-gov") => ("secretsmanager-fips", partition.Suffix),
            (false, true, "aws" or "aws-cn" or "aws-us-gov") => ("secretsmanager", partition.Suffix),
            _ => null,
        };
}
