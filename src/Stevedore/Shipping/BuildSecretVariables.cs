using Stevedore.Planning;
using Stevedore.Secrets;

namespace Stevedore.Shipping;

/// <summary>The environment variables that carry the secrets which Dockerfiles mount.</summary>
/// <param name="Names">The variable of each secret, by <c>image/id</c>.</param>
/// <param name="Values">Variables that this run sets for docker; those of the environment are there already.</param>
internal sealed record BuildSecretVariables(ImmutableDictionary<string, string> Names, ImmutableDictionary<string, Secret> Values)
{
    /// <exception cref="StevedoreException">A variable that a secret names is not set.</exception>
    public static BuildSecretVariables Of(ShipPlan plan, Func<string, string?> environment)
    {
        var names = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var image in plan.Images)
        {
            foreach (
                var secret in image.Secrets.Where(secret => secret.Source.StartsWith(BuildSecret.Environment, StringComparison.Ordinal))
            )
            {
                var variable = secret.Source[BuildSecret.Environment.Length..];
                names[$"{image.Name}/{secret.Id}"] = environment(variable) is not null ? variable : throw Missing(image, secret, variable);
            }
        }

        return new(names.ToImmutable(), ImmutableDictionary<string, Secret>.Empty);
    }

    private static StevedoreException Missing(ImagePlan image, BuildSecret secret, string variable) =>
        new(
            $"Cannot build {image.Name}",
            $"its secret '{secret.Id}' comes from the variable {variable}, which is not set",
            $"Set {variable}, or change images.{image.Name}.secrets.{secret.Id}."
        );
}
