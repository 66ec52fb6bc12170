using System.Text.Json;
using Xunit;

namespace Stevedore.LabTests.Shipping;

public sealed class ShippingManyImages(LabFixture lab) : IDisposable
{
    private readonly SampleRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task TakesOneBake()
    {
        string[] names = [.. Enumerable.Range(1, 10).Select(number => $"service{number:00}")];
        var images = string.Join(
            ",\n",
            names.Select(name =>
                $$"""    "{{name}}": { "context": "{{name}}", "repository": "{{repository.Name}}/{{name}}", "container": "{{name}}" }"""
            )
        );
        repository.Settings($$"""{ "platforms": ["linux/amd64"], "images": { {{images}} }, "tags": ["{sha:8}", "latest"] }""");
        Array.ForEach(names, name => repository.Dockerfile(name, $"LABEL service={name}"));
        repository.CommitAll();
        var docker = RecordedDocker.Real(lab, repository);

        (await docker.In(new(lab, repository)).Run("--target=Ship")).Succeeds();

        Assert.Equal(["buildx ls", "buildx bake"], docker.Calls.Select(call => string.Join(' ', call.Split(' ')[..2])));
        Assert.Equal(
            names.Select(name => (name, $"{SampleRepository.Host}/{repository.Name}/{name}:{repository.Tag}")),
            JsonDocument
                .Parse(repository.Output("imagedefinitions.json"))
                .RootElement.EnumerateArray()
                .Select(entry => (entry.GetProperty("name").GetString()!, entry.GetProperty("imageUri").GetString()!))
        );
        var release = JsonDocument.Parse(repository.Output("release.json")).RootElement.GetProperty("images");
        var registry = new LabRegistry(lab);
        var digests = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var digest = release.GetProperty(name).GetProperty("digest").GetString()!;
            digests.Add(digest);
            Assert.Equal((name, digest), (name, (await registry.Manifest($"{repository.Name}/{name}", repository.Tag))?.Digest));
            Assert.Equal((name, digest), (name, (await registry.Manifest($"{repository.Name}/{name}", "latest"))?.Digest));
        }

        Assert.Equal(10, digests.Count);
    }
}
