using Amazon.ECR;
using Amazon.ECRPublic;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;

namespace Stevedore.Aws;

/// <summary>Makes AWS clients, since one run may talk to several accounts and regions and a client without a region throws when it is made.</summary>
internal interface IAwsClients
{
    /// <summary>The region of the run: AWS_REGION, AWS_DEFAULT_REGION, the AWS profile or the machine; null when nothing says one.</summary>
    string? DefaultRegion();

    /// <summary>Whether requests are signed with this machine's time although AWS says another: the SDK corrects it unless it is told not to.</summary>
    bool SignsWithOwnTime();

    /// <param name="role">The ARN of a role to assume; null for the caller's own credentials.</param>
    IAmazonECR Ecr(string region, string? role);

    /// <summary>ECR Public answers in one region, whatever the run's is.</summary>
    /// <param name="role">The ARN of a role to assume; null for the caller's own credentials.</param>
    IAmazonECRPublic EcrPublic(string? role);

    /// <param name="role">The ARN of a role to assume; null for the caller's own credentials.</param>
    IAmazonSecretsManager SecretsManager(string region, string? role);

    /// <param name="role">The ARN of a role to assume; null for the caller's own credentials.</param>
    IAmazonSimpleSystemsManagement ParameterStore(string region, string? role);

    /// <param name="role">The ARN of a role to assume; null for the caller's own credentials.</param>
    IAmazonSecurityTokenService SecurityToken(string region, string? role);

    /// <summary>A client that only one room needs.</summary>
    /// <param name="role">The ARN of a role to assume; null for the caller's own credentials.</param>
    /// <param name="create">Is given the credentials and the configuration of the run.</param>
    TClient Create<TConfiguration, TClient>(string region, string? role, Func<AWSCredentials, TConfiguration, TClient> create)
        where TConfiguration : ClientConfig, new();
}
