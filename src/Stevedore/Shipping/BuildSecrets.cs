using Cake.Core;
using Stevedore.Planning;
using Stevedore.Secrets;

namespace Stevedore.Shipping;

/// <summary>Gets the secrets that Dockerfiles mount. Their values go to docker by its environment, and nowhere else.</summary>
public sealed class BuildSecrets(ICakeEnvironment environment, SecretReader secrets, ParameterReader parameters)
{
    private const string SecretsManager = "secretsManager:";
    private const string ParameterStore = "parameterStore:";

    /// <summary>The variables for every secret of the plan but files, which docker reads itself.</summary>
    /// <exception cref="StevedoreException">A secret cannot be had.</exception>
    public async Task<BuildSecretVariables> Read(ShipPlan plan, CancellationToken cancellation)
    {
        var wanted = plan
            .Images.SelectMany(image => image.Secrets.Select(secret => (image, secret)))
            .Where(wanted => !wanted.secret.Source.StartsWith(BuildSecret.File, StringComparison.Ordinal))
            .ToArray();
        var names = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var values = ImmutableDictionary.CreateBuilder<string, Secret>(StringComparer.Ordinal);
        foreach (var (image, secret) in wanted)
        {
            var key = $"{image.Name}/{secret.Id}";
            if (secret.Source.StartsWith(BuildSecret.Environment, StringComparison.Ordinal))
            {
                names[key] = Variable(image, secret);
                continue;
            }

            names[key] = $"STEVEDORE_SECRET_{values.Count}";
            values[names[key]] = await Fetch(image, secret, cancellation);
        }

        return new(names.ToImmutable(), values.ToImmutable());
    }

    private string Variable(ImagePlan image, BuildSecret secret)
    {
        var variable = secret.Source[BuildSecret.Environment.Length..];
        return environment.GetEnvironmentVariable(variable) is not null
            ? variable
            : throw new StevedoreException(
                $"Cannot build {image.Name}",
                $"its secret '{secret.Id}' comes from the variable {variable}, which is not set",
                $"Set {variable}, or change images.{image.Name}.secrets.{secret.Id}."
            );
    }

    private async Task<Secret> Fetch(ImagePlan image, BuildSecret secret, CancellationToken cancellation)
    {
        if (secret.Source.StartsWith(ParameterStore, StringComparison.Ordinal))
        {
            return await parameters.Read(new(secret.Source[ParameterStore.Length..]), isRenewal: false, cancellation);
        }

        var (id, key) = SecretKey.Split(secret.Source[SecretsManager.Length..]);
        var text = await secrets.Read(new(id), isRenewal: false, cancellation);
        return key is null
            ? text
            : SecretKey.Of(text, key)
                ?? throw new StevedoreException(
                    $"Cannot build {image.Name}",
                    $"the secret '{id}' is not JSON with a text under the key '{key}', which its secret '{secret.Id}' is to be",
                    $"Correct images.{image.Name}.secrets.{secret.Id}, or the secret."
                );
    }
}
