using Amazon.ECR;
using Amazon.SecurityToken;

namespace Stevedore.Aws;

/// <summary>Makes AWS clients, since one run may talk to several accounts and regions and a client without a region throws when it is made.</summary>
public interface IAwsClients
{
    /// <summary>The region that the AWS profile or the machine says; null when nothing does.</summary>
    string? DefaultRegion();

    /// <param name="role">The ARN of a role to assume; null for the caller's own credentials.</param>
    IAmazonECR Ecr(string region, string? role);

    /// <param name="role">The ARN of a role to assume; null for the caller's own credentials.</param>
    IAmazonSecurityTokenService SecurityToken(string region, string? role);
}
