using Cake.Core;
using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>Looks whether the files are there that docker reads as secrets.</summary>
internal static class SecretFiles
{
    /// <exception cref="StevedoreException">One is not.</exception>
    public static void Check(ShipPlan plan, ICakeEnvironment environment)
    {
        foreach (var (image, secret) in plan.Images.SelectMany(image => image.Secrets.Select(secret => (image, secret))))
        {
            if (
                secret.Source.StartsWith(BuildSecret.File, StringComparison.Ordinal)
                && secret.Source[BuildSecret.File.Length..] is var file
                && !File.Exists(PathOf(file, environment))
            )
            {
                throw new StevedoreException(
                    $"Cannot build {image.Name}",
                    $"its secret '{secret.Id}' comes from {file}, and there is no such file",
                    $"Correct images.{image.Name}.secrets.{secret.Id}; paths are relative to the repository."
                );
            }
        }
    }

    /// <summary>The whole path of a file that a secret names.</summary>
    public static string PathOf(string file, ICakeEnvironment environment) =>
        Path.Combine(environment.WorkingDirectory.FullPath, HomePath.Expand(file, UserFolder.Of(environment)));
}
