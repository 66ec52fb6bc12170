using System.Text.Json;
using System.Text.RegularExpressions;
using Stevedore.LabTests.Shipping;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Registries;

/// <summary>One registry of each kind in the lab, and two of ECR: another account, another region.</summary>
internal sealed partial record EveryRegistry(
    string Name,
    string Host,
    string AccessLog,
    string Repository,
    string? Login,
    string? Realm = null
)
{
    /// <summary>Settings that ship one image for two platforms to all five.</summary>
    /// <param name="hub">The credentials of Docker Hub, as JSON.</param>
    public static string Settings(SampleRepository repository, LabFixture lab, string hub) =>
        $$"""
            {
              "platforms": ["linux/amd64", "linux/arm64"],
              "images": { "web": { "context": "web", "repository": "{{repository.Name}}/web" } },
              "registries": {
                "ecr": { "type": "ecr" },
                "other": { "type": "ecr", "region": "us-east-1", "role": "arn:aws:iam::210987654321:role/ship" },
                "public": { "type": "ecr-public", "alias": "acme" },
                "hub": { "type": "docker-hub", "namespace": "acme", "credentials": {{hub}} },
                "lan": { "type": "registry", "host": "{{lab.Variables["STEVEDORE_LAB_REGISTRY"]}}" }
              },
              "tags": ["{sha:8}", "latest"]
            }
            """;

    public static EveryRegistry[] Of(SampleRepository repository, LabFixture lab) =>
        [
            Ecr("ecr", "123456789012", "eu-central-1", repository),
            Ecr("other", "210987654321", "us-east-1", repository),
            new(
                "public",
                "public.ecr.aws",
                "public.ecr.aws",
                $"acme/{repository.Name}/web",
                "AWS:ecr-public-auth-token",
                "https://public.ecr.aws:444/token/?service=public.ecr.aws"
            ),
            new(
                "hub",
                "registry-1.docker.io",
                "registry-1.docker.io",
                $"acme/{repository.Name}-web",
                "acme:hubtoken",
                "https://auth.docker.io/token?service=registry.docker.io"
            ),
            new("lan", lab.Variables["STEVEDORE_LAB_REGISTRY"], "lan", $"{repository.Name}/web", null),
        ];

    /// <summary>The digest under a tag, asked by curl.</summary>
    public async Task<string> Digest(LabFixture lab, string tag)
    {
        var scheme = Name == "lan" ? "http" : "https";
        var headers = await lab.Exec([
            "curl",
            "--silent",
            "--head",
            .. await Authorization(lab),
            "--header",
            "Accept: application/vnd.oci.image.index.v1+json",
            $"{scheme}://{Host}/v2/{Repository}/manifests/{tag}",
        ]);
        return DigestHeader().Match(headers.StandardOutput).Groups["digest"].Value;
    }

    /// <summary>The digests of the blobs that were uploaded, one for each upload.</summary>
    public string[] Uploads(LabFixture lab) => Created(lab, "PUT", UploadedDigest());

    /// <summary>The digests of the blobs that were taken over from another repository of the registry, one for each time.</summary>
    public string[] Mounts(LabFixture lab) => Created(lab, "POST", MountedDigest());

    private string[] Created(LabFixture lab, string method, Regex digest) =>
        [
            .. File.ReadLines(Path.Combine(lab.Variables["STEVEDORE_LAB"], "logs", $"{AccessLog}.access.log"))
                .Where(line =>
                    line.Contains($"\"{method} /v2/{Repository}/blobs/uploads/", StringComparison.Ordinal)
                    && line.Contains(" 201 ", StringComparison.Ordinal)
                )
                .Select(line => digest.Match(line).Groups["digest"].Value)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Makes the registry forget a tag, as if a push had not got that far.</summary>
    public void Forget(LabFixture lab, string tag) =>
        Directory.Delete(
            Path.Combine(
                lab.Variables["STEVEDORE_LAB"],
                "registries",
                AccessLog,
                "storage/docker/registry/v2/repositories",
                Repository,
                "_manifests/tags",
                tag
            ),
            recursive: true
        );

    private static EveryRegistry Ecr(string name, string account, string region, SampleRepository repository)
    {
        var host = $"{account}.dkr.ecr.{region}.amazonaws.com";
        return new(name, host, host, $"{repository.Name}/web", $"AWS:{account}-auth-token");
    }

    private async Task<string[]> Authorization(LabFixture lab)
    {
        if (Realm is null)
        {
            return Login is null ? [] : ["--user", Login];
        }

        var answer = await lab.Exec("curl", "--silent", "--user", Login!, $"{Realm}&scope=repository:{Repository}:pull");
        Assert.Equal(0, answer.ExitCode);
        return
        [
            "--header",
            $"Authorization: Bearer {JsonDocument.Parse(answer.StandardOutput).RootElement.GetProperty("token").GetString()}",
        ];
    }

    [GeneratedRegex("^docker-content-digest: (?<digest>sha256:[0-9a-f]{64})", RegexOptions.IgnoreCase | RegexOptions.Multiline, 1000)]
    private static partial Regex DigestHeader();

    [GeneratedRegex("mount=sha256(?:%3A|:)(?<digest>[0-9a-f]{64})", RegexOptions.None, 1000)]
    private static partial Regex MountedDigest();

    [GeneratedRegex("digest=sha256%3A(?<digest>[0-9a-f]{64})", RegexOptions.None, 1000)]
    private static partial Regex UploadedDigest();
}
