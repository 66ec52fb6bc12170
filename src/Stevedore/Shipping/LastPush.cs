using System.Text.Json;
using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Outputs;
using Stevedore.Planning;
using Stevedore.Registries.Distribution;

namespace Stevedore.Shipping;

/// <summary>What the last push left in metadata.json, for writing the output files alone.</summary>
internal sealed class LastPush(OutputFolder outputs, ShipPlan plan, ImmutableArray<RegistryLogin> registries)
{
    private const string FileName = "metadata.json";

    /// <exception cref="StevedoreException">There was no push, or it was of another commit.</exception>
    public async Task<ImmutableArray<ShippedImage>> Read(CancellationToken cancellation)
    {
        var path = outputs.Path(FileName);
        if (!File.Exists(path))
        {
            throw new StevedoreException(
                "Cannot write the definitions",
                $"there is no {path}",
                "Run Ship, or name its folder with --output."
            );
        }

        var content = await File.ReadAllBytesAsync(path, cancellation);
        var digests = BakeMetadata.Digests(content, path);
        var names = Names(content);
        return [.. await Task.WhenAll(plan.Shipped.Select(image => Describe(image, digests, names, path, cancellation)))];
    }

    private async Task<ShippedImage> Describe(
        ImagePlan image,
        ImmutableDictionary<string, Digest> digests,
        ImmutableDictionary<string, ImmutableHashSet<string>> names,
        string path,
        CancellationToken cancellation
    )
    {
        var first = image.Destinations[0];
        var reference = first.Reference.At(image.CommitTag);
        if (!digests.TryGetValue(image.Name.Value, out var digest) || !names.GetValueOrDefault(image.Name.Value, []).Contains(reference))
        {
            throw new StevedoreException(
                "Cannot write the definitions",
                $"the push that {path} is from did not push {reference}",
                "Run Ship for this commit."
            );
        }

        var client = registries.First(login => login.Registry.Name == first.Registry).Client;
        var place = new ManifestPlace(client, first.Reference.Repository, digest.Value);
        var manifest = await ImageInspection.Get(client, place.Repository, digest, cancellation);
        return await ImageInspection.Describe(place, image, manifest, "shipped", cancellation);
    }

    private static ImmutableDictionary<string, ImmutableHashSet<string>> Names(ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content);
        return document
            .RootElement.EnumerateObject()
            .Where(target => target.Value.ValueKind == JsonValueKind.Object && target.Value.TryGetProperty("image.name", out _))
            .ToImmutableDictionary(
                target => target.Name,
                target => target.Value.GetProperty("image.name").GetString()!.Split(',').ToImmutableHashSet()
            );
    }
}
