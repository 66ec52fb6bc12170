using Stevedore.LabTests.Engines;
using Stevedore.LabTests.Shipping;
using Xunit;

namespace Stevedore.LabTests.Registries;

/// <summary>A registry that says in Docker Hub's words that there were too many requests.</summary>
public sealed class MeetingALimit(LabFixture lab) : IAsyncDisposable
{
    private const string Words = "You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit";

    private readonly FrontRegistry front = new(lab);
    private readonly SampleRepository repository = new();

    public async ValueTask DisposeAsync()
    {
        await front.DisposeAsync();
        repository.Dispose();
    }

    [Fact]
    public async Task SaysSoWhenItIsLookedAt()
    {
        front.Refuse("^(GET|HEAD) .*/manifests/", 429, "TOOMANYREQUESTS", Words);

        (await Ship(SampleRepository.Busybox)).FailsWith(
            $"Cannot find {front.Host}/{repository.Name}/web:{repository.Tag}: the registry answered 429 Too Many Requests. "
                + "Log in to raise the limit, wait, or take base images from public.ecr.aws."
        );
        Assert.Empty(repository.Outputs);
    }

    [Fact]
    public async Task SaysWhichBaseImageCouldNotBePulled()
    {
        front.Refuse("/library/alpine/manifests/", 429, "TOOMANYREQUESTS", Words);

        var result = await Ship($"{front.Host}/library/alpine:3");

        Assert.Equal(
            $"Cannot build the images: the registry of {front.Host}/library/alpine:3 limits how much may be pulled, and that is reached. "
                + "Log in to Docker Hub (a registry of type docker-hub with push false), or take base images from public.ecr.aws.",
            result.Message.Split('\n')[0]
        );
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    [DependsOnTheEngine]
    public async Task SaysWhatCouldNotBePushed()
    {
        front.Refuse("^(POST|PUT|PATCH) ", 429, "TOOMANYREQUESTS", "Too Many Requests");

        var result = await Ship(SampleRepository.Busybox);

        Assert.Equal(
            $"Cannot build the images: the registry of {front.Host}/{repository.Name}/web:{repository.Tag} limits how many requests it takes, and that is reached. "
                + "Wait, and run again: what is there already is kept.",
            result.Message.Split('\n')[0]
        );
        Assert.Equal(1, result.ExitCode);
    }

    private Task<HostResult> Ship(string from)
    {
        repository
            .Settings(
                $$"""
                {
                  "platforms": ["linux/amd64"],
                  "images": { "web": { "context": "web", "repository": "{{repository.Name}}/web", "cache": "none" } },
                  "registries": { "lan": { "type": "registry", "host": "{{front.Host}}" } }
                }
                """
            )
            .Write("web/Dockerfile", $"FROM {from}\nLABEL repository={repository.Name}\n")
            .CommitAll();
        return new BuildHost(lab, repository).Run("--target=Ship");
    }
}
