using Stevedore.LabTests.Shipping;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Registries;

public sealed class ShippingToFiveRegistries(LabFixture lab, ShippedToAll shipped) : IClassFixture<ShippedToAll>
{
    private readonly EveryRegistry[] registries = EveryRegistry.Of(shipped.Repository, lab);

    [Fact]
    public void BuildsOnce() => Assert.Single(shipped.DockerCalls, call => call.Contains("buildx bake", StringComparison.Ordinal));

    [Fact]
    public async Task GivesAllTheSameDigest()
    {
        var digest = shipped.Repository.Output("release.json") is var text
            ? System
                .Text.Json.JsonDocument.Parse(text)
                .RootElement.GetProperty("images")
                .GetProperty("web")
                .GetProperty("digest")
                .GetString()!
            : "";

        foreach (var registry in registries)
        {
            Assert.Equal((registry.Name, digest), (registry.Name, await registry.Digest(lab, shipped.Repository.Tag)));
            Assert.Equal((registry.Name, digest), (registry.Name, await registry.Digest(lab, "latest")));
        }
    }

    [Fact]
    public void UploadsEveryBlobOnceToEach()
    {
        var uploads = registries.Select(registry => registry.Uploads(lab)).ToArray();
        // A layer of the base that another repository of the registry has is taken over from there instead.
        var arrivals = registries.Select((registry, index) => uploads[index].Union(registry.Mounts(lab)).ToHashSet()).ToArray();

        Assert.All(uploads, Assert.NotEmpty);
        Assert.All(uploads, upload => Assert.Equal(upload.Distinct(), upload));
        Assert.All(arrivals, arrival => Assert.Equal(arrivals[0], arrival));
    }

    [Fact]
    public void SaysWhereEachLoginIsFromAndNeverWhatItIs()
    {
        Assert.Contains(
            "Logged in to 210987654321.dkr.ecr.us-east-1.amazonaws.com with an ECR authorization token for us-east-1 by the role arn:aws:iam::210987654321:role/ship.",
            shipped.Result.StandardOutput,
            StringComparison.Ordinal
        );
        Assert.Matches("Logged in to docker.io with the secret 'hub-[0-9a-f]+' in eu-central-1.", shipped.Result.StandardOutput);
        Assert.Contains(
            $"Docker Hub has one level of names: '{shipped.Repository.Name}/web' is docker.io/acme/{shipped.Repository.Name}-web there.",
            shipped.Result.StandardOutput,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("hubtoken", shipped.Result.StandardOutput + shipped.Result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CopiesWhatOneOfThemLostWithoutDocker()
    {
        var docker = RecordedDocker.Failing(shipped.Repository);
        foreach (var lost in registries[2..])
        {
            lost.Forget(lab, shipped.Repository.Tag);
            var again = (await docker.In(new(lab, shipped.Repository)).Run("--target=Ship")).Succeeds();

            Assert.Equal(5, again.StandardOutput.Split('\n').Count(line => line.Contains("  found and copied", StringComparison.Ordinal)));
            Assert.Equal(await registries[0].Digest(lab, "latest"), await lost.Digest(lab, shipped.Repository.Tag));
        }

        Assert.Empty(docker.Calls[shipped.DockerCalls.Length..]);
    }
}
