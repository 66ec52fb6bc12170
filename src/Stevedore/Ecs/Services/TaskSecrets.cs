using Amazon.SecretsManager;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;
using Stevedore.Credentials;
using Stevedore.Settings;

namespace Stevedore.Ecs.Services;

/// <summary>Finds what ECS calls the secrets of the settings: it takes ARNs of Secrets Manager alone. No value is read.</summary>
internal sealed class TaskSecrets(IAwsClients aws, CancellationToken cancellation)
{
    private const string SecretsManager = "secretsManager:";
    private const string ParameterStore = "parameterStore:";

    /// <summary>The containers with their secrets as a task definition has them.</summary>
    /// <param name="fill">Fills in the value of a container's variable.</param>
    /// <exception cref="StevedoreException">A secret is not there, or may not be looked up.</exception>
    public async Task<Dictionary<string, ContainerSettings>> Resolve(
        IEnumerable<KeyValuePair<string, ContainerSettings>> containers,
        ServiceName service,
        Func<string, string, string, string> fill
    )
    {
        var resolved = new Dictionary<string, ContainerSettings>(StringComparer.Ordinal);
        foreach (var (name, settings) in containers)
        {
            OrderedDictionary<string, string> secrets = [];
            foreach (var (variable, source) in settings.Secrets ?? [])
            {
                secrets[variable] = await Resolve(source, service);
            }

            OrderedDictionary<string, string> environment = [];
            foreach (var (variable, value) in settings.Environment ?? [])
            {
                environment[variable] = fill(name, variable, value);
            }

            resolved[name] = new()
            {
                Image = settings.Image,
                Cpu = settings.Cpu,
                Memory = settings.Memory,
                Environment = environment,
                Secrets = secrets,
            };
        }

        return resolved;
    }

    /// <summary>The ARN or the name that ECS takes.</summary>
    public async Task<string> Resolve(string source, ServiceName service)
    {
        if (source.StartsWith(ParameterStore, StringComparison.Ordinal))
        {
            return source[ParameterStore.Length..];
        }

        if (!source.StartsWith(SecretsManager, StringComparison.Ordinal))
        {
            return source;
        }

        var (id, key) = SecretKey.Split(source[SecretsManager.Length..]);
        var what = $"Cannot deploy to {service}";
        try
        {
            using var client = aws.SecretsManager(service.Region, service.Role);
            var secret = await client.DescribeSecretAsync(new() { SecretId = id }, cancellation);
            // arn:aws:secretsmanager:region:account:secret:name-AbCdEf:json-key:version-stage:version-id
            return key is null ? secret.ARN! : $"{secret.ARN}:{key}::";
        }
        catch (Amazon.SecretsManager.Model.ResourceNotFoundException cause)
        {
            throw new StevedoreException(
                what,
                $"there is no secret '{id}' in {service.Region}",
                "Correct the secrets of deploy.services, or create it.",
                cause
            );
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(
                cause,
                what,
                new(
                    ["secretsmanager:DescribeSecret"],
                    id.StartsWith("arn:", StringComparison.Ordinal) ? id : $"arn:aws:secretsmanager:{service.Region}:*:secret:{id}-??????"
                )
            );
        }
    }
}
