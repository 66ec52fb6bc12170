using System.Text;
using Amazon.SecretsManager.Model;
using Stevedore.Aws;

namespace Stevedore.Credentials;

/// <summary>Reads secrets of Secrets Manager, each at most once a run and once more when it was rejected.</summary>
internal sealed class SecretReader(IAwsClients aws, Redactor redactor)
{
    private readonly OncePerRun<SecretAddress, Secret> fetched = new();

    /// <summary>The whole text of a secret.</summary>
    /// <param name="isRenewal">Whether what was read before was rejected where it was used.</param>
    /// <exception cref="StevedoreException">It cannot be read.</exception>
    public Task<Secret> Read(SecretAddress address, bool isRenewal, CancellationToken cancellation) =>
        fetched.Get(address, isRenewal, () => Fetch(address, cancellation));

    /// <summary>How messages call a secret.</summary>
    public static string Name(SecretAddress address, string region) =>
        $"the secret '{address.Id}' in {region}{Version(address)}{(address.Role is null ? "" : $" by the role {address.Role}")}";

    /// <summary>The region that a secret is read in.</summary>
    public string Region(SecretAddress address) =>
        AwsPlace.Region(aws, address.Id, address.Region, $"Cannot read the secret '{address.Id}'");

    private static string Version(SecretAddress address) =>
        address switch
        {
            { VersionId: { } id } => $" (version {id})",
            { VersionStage: { } stage } => $" (stage {stage})",
            _ => "",
        };

    private async Task<Secret> Fetch(SecretAddress address, CancellationToken cancellation)
    {
        var region = Region(address);
        GetSecretValueResponse response;
        try
        {
            using var client = aws.SecretsManager(region, address.Role);
            response = await client.GetSecretValueAsync(
                new()
                {
                    SecretId = address.Id,
                    VersionStage = address.VersionStage,
                    VersionId = address.VersionId,
                },
                cancellation
            );
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw SecretFaults.From(cause, address, region);
        }

        return response.SecretString is { } text
            ? new(text, redactor)
            : throw SecretFaults.Binary(address, region, response.SecretBinary is not null);
    }
}

/// <summary>A secret of Secrets Manager.</summary>
/// <param name="Id">Its name or ARN.</param>
/// <param name="VersionStage">Null for the current one.</param>
/// <param name="VersionId">A version instead of a stage.</param>
/// <param name="Region">Null for that of the ARN, else the run's.</param>
/// <param name="Role">The ARN of a role to assume; null for the caller's own credentials.</param>
internal sealed record SecretAddress(
    string Id,
    string? VersionStage = null,
    string? VersionId = null,
    string? Region = null,
    string? Role = null
);
