using Cake.Core;
using Stevedore.Aws.Permissions;
using Stevedore.Credentials;
using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>Gets the secrets that Dockerfiles mount. Their values go to docker by its environment, and nowhere else.</summary>
internal sealed class BuildSecrets(ICakeEnvironment environment, SecretReader secrets, ParameterReader parameters, Redactor redactor)
{
    private const string SecretsManager = "secretsManager:";
    private const string ParameterStore = "parameterStore:";

    /// <summary>The variables for every secret of the plan but files, which docker reads itself.</summary>
    /// <exception cref="StevedoreException">A secret cannot be had.</exception>
    public async Task<BuildSecretVariables> Read(ShipPlan plan, CancellationToken cancellation)
    {
        KeepFiles(plan);
        ImmutableArray<Wanted> wanted =
        [
            .. from image in plan.Images
            from secret in image.Secrets
            where !secret.Source.StartsWith(BuildSecret.File, StringComparison.Ordinal)
            select new Wanted(image, secret),
        ];
        var own = wanted.Where(each => Is(each, BuildSecret.Environment)).ToDictionary(each => each.Key, Variable, StringComparer.Ordinal);
        var fetched = wanted.RemoveAll(each => own.ContainsKey(each.Key));
        var values = await Task.WhenAll(fetched.Select(each => Fetch(each, cancellation)));
        return new(
            own.Concat(fetched.Select((each, index) => KeyValuePair.Create(each.Key, Carrier(index)))).ToImmutableDictionary(),
            values.Select((value, index) => KeyValuePair.Create(Carrier(index), value)).ToImmutableDictionary()
        );
    }

    /// <summary>The permissions that reading a secret needs.</summary>
    /// <param name="region">The run's.</param>
    public static IEnumerable<NeededPermission> Needs(BuildSecret secret, Lazy<string?> region) =>
        secret.Source.StartsWith(SecretsManager, StringComparison.Ordinal)
            ? CredentialNeeds.OfSecret(SecretKey.Split(secret.Source[SecretsManager.Length..]).Id, region.Value, role: null)
        : secret.Source.StartsWith(ParameterStore, StringComparison.Ordinal)
            ? CredentialNeeds.OfParameter(secret.Source[ParameterStore.Length..], region.Value, role: null)
        : [];

    private static string Carrier(int index) => Invariant($"STEVEDORE_SECRET_{index}");

    private static bool Is(Wanted wanted, string kind) => wanted.Secret.Source.StartsWith(kind, StringComparison.Ordinal);

    private static ParameterAddress Address(Wanted wanted) => new(wanted.Secret.Source[ParameterStore.Length..]);

    private string Variable(Wanted wanted)
    {
        var (image, secret) = wanted;
        var variable = secret.Source[BuildSecret.Environment.Length..];
        var value =
            environment.GetEnvironmentVariable(variable)
            ?? throw new StevedoreException(
                $"Cannot build {image.Name}",
                $"its secret '{secret.Id}' comes from the variable {TokenShape.Variable(variable)}, which is not set",
                $"Set {TokenShape.Variable(variable)}, or change images.{image.Name}.secrets.{secret.Id}."
            );
        redactor.Keep(value);
        return variable;
    }

    // A build may print what it mounts.
    private void KeepFiles(ShipPlan plan)
    {
        foreach (
            var source in plan
                .Images.SelectMany(image => image.Secrets)
                .Select(secret => secret.Source)
                .Where(source => source.StartsWith(BuildSecret.File, StringComparison.Ordinal))
        )
        {
            SecretFile.Keep(SecretFiles.PathOf(source[BuildSecret.File.Length..], environment), redactor);
        }
    }

    private async Task<Secret> Fetch(Wanted wanted, CancellationToken cancellation)
    {
        var (image, secret) = wanted;
        if (Is(wanted, ParameterStore))
        {
            return await parameters.Read(Address(wanted), isRenewal: false, cancellation);
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

    /// <summary>A secret of an image.</summary>
    private sealed record Wanted(ImagePlan Image, BuildSecret Secret)
    {
        public string Key => $"{Image.Name}/{Secret.Id}";
    }
}

/// <summary>The environment variables that carry the secrets which Dockerfiles mount.</summary>
/// <param name="Names">The variable of each secret, by <c>image/id</c>.</param>
/// <param name="Values">Variables that this run sets for docker; those of the environment are there already.</param>
internal sealed record BuildSecretVariables(ImmutableDictionary<string, string> Names, ImmutableDictionary<string, Secret> Values);
