using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

/// <summary>What a registry of the lab holds, by curl: another client than the one that is tested.</summary>
public sealed class LabRegistry(LabFixture lab, string root = $"https://{SampleRepository.Host}")
{
    private const string Login = "AWS:123456789012-auth-token";

    private static readonly string[] Types =
    [
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    ];

    /// <summary>A manifest or an index; null when there is none.</summary>
    public async Task<LabManifest?> Manifest(string repository, string reference)
    {
        var text = await Get($"/v2/{repository}/manifests/{reference}");
        return text is null
            ? null
            : new(
                $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}",
                JsonDocument.Parse(text).RootElement
            );
    }

    /// <summary>A blob that is JSON, such as an image's configuration.</summary>
    public async Task<JsonElement> Blob(string repository, string digest) =>
        JsonDocument.Parse((await Get($"/v2/{repository}/blobs/{digest}"))!).RootElement;

    /// <summary>The tags of a repository, in ordinal order; none when it is not there.</summary>
    public async Task<string[]> Tags(string repository)
    {
        var text = await Get($"/v2/{repository}/tags/list");
        return text is null
            ? []
            :
            [
                .. JsonDocument
                    .Parse(text)
                    .RootElement.GetProperty("tags")
                    .EnumerateArray()
                    .Select(tag => tag.GetString()!)
                    .Order(StringComparer.Ordinal),
            ];
    }

    private async Task<string?> Get(string path)
    {
        var accept = Types.SelectMany(type => new[] { "--header", $"Accept: {type}" });
        var curl = await lab.Exec(["curl", "--silent", "--user", Login, .. accept, "--write-out", "\n%{http_code}", root + path]);
        var end = curl.StandardOutput.LastIndexOf('\n');
        var status = curl.StandardOutput[(end + 1)..];
        Assert.True(status is "200" or "404", $"{path}: {status} {curl.StandardError}");
        return status == "200" ? curl.StandardOutput[..end] : null;
    }
}

/// <summary>A manifest or an index.</summary>
public sealed record LabManifest(string Digest, JsonElement Content)
{
    /// <summary>The platforms that an index lists, attestations left out.</summary>
    public string[] Platforms =>
        [
            .. Content
                .GetProperty("manifests")
                .EnumerateArray()
                .Select(manifest => manifest.GetProperty("platform"))
                .Select(platform => $"{platform.GetProperty("os").GetString()}/{platform.GetProperty("architecture").GetString()}")
                .Where(platform => platform != "unknown/unknown"),
        ];

    public string MediaType => Content.GetProperty("mediaType").GetString()!;
}
