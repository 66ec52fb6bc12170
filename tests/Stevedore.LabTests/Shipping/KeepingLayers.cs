using System.Globalization;
using System.Text.RegularExpressions;
using Stevedore.LabTests.Engines;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

/// <summary>Caches in a registry, on an engine that has none of its own.</summary>
public sealed partial class KeepingLayers(LabFixture lab) : IAsyncDisposable
{
    private readonly FrontRegistry front = new(lab);
    private readonly SampleRepository repository = new();

    public async ValueTask DisposeAsync()
    {
        await front.DisposeAsync();
        repository.Dispose();
    }

    [DependsOnTheEngine]
    [Theory]
    [InlineData("registry", true)]
    [InlineData("inline", true)]
    [InlineData("none", false)]
    public async Task SparesTheNextMachineTheSteps(string cache, bool isSpared)
    {
        (await Ship(cache)).Succeeds();

        Assert.DoesNotContain("ERROR", repository.Output("docker.log"), StringComparison.Ordinal);
        // The look comes before what docker asks when it writes.
        var asked = Asked();
        Assert.Equal(cache == "registry" ? $"HEAD /v2/{repository.Name}/web-cache/manifests/web" : null, asked.FirstOrDefault());
        // One that builds nothing asks for no cache.
        (await Ship(cache)).Succeeds();
        Assert.Equal(asked, Asked());

        await ForgetLayers();
        repository.Git("commit", "--quiet", "--allow-empty", "--message", "Change nothing that is built");

        (await Ship(cache)).Succeeds();

        var steps = repository.Output("docker.log").Split('\n');
        var step = steps.Single(line => line.EndsWith($"RUN echo {repository.Name} >/page", StringComparison.Ordinal)).Split(' ')[0];
        Assert.Equal(isSpared, steps.Contains($"{step} CACHED"));
        Assert.Equal(!isSpared, steps.Any(line => line.StartsWith($"{step} DONE", StringComparison.Ordinal)));

        string[] Asked() => [.. front.Requests.Where(line => line.Contains($"/{repository.Name}/web-cache/", StringComparison.Ordinal))];
    }

    [Theory]
    [InlineData(
        "(PUT|POST|PATCH) .*",
        403,
        "error writing layer blob: unexpected status from POST request to {0}/blobs/uploads/: 403 Forbidden",
        Push
    )]
    [InlineData(
        "(PUT|POST|PATCH) .*",
        404,
        "error writing layer blob: unexpected status from POST request to {0}/blobs/uploads/: 404 Not Found",
        "Create the repository"
    )]
    [InlineData(
        "PUT .*manifests",
        400,
        "error writing manifest blob: failed commit on ref {1}: unexpected status from PUT request to {0}/manifests/web: 400 Bad Request",
        "Make its tags mutable"
    )]
    [InlineData(
        "PUT .*manifests",
        500,
        "error writing manifest blob: failed commit on ref {1}: unexpected status from PUT request to {0}/manifests/web: 500 Internal Server Error",
        "Look at the registry's own log"
    )]
    public async Task OnlyWarnsWhenTheyCannotBeWritten(string request, int status, string why, string fix)
    {
        front.Refuse(request.Replace(".*", ".*/web-cache/.*", StringComparison.Ordinal), status, "DENIED", "no");

        var result = (await Ship("registry")).Succeeds();

        var expected = string.Format(
            CultureInfo.InvariantCulture,
            why,
            $"http://{front.Host}/v2/{repository.Name}/web-cache",
            "\"sha256:DIGEST\""
        );
        Assert.Equal(
            [$"The layers of web are not kept in {Cache}: {expected}. {fix}, or set images.web.cache to \"inline\" or \"none\"."],
            Said(result)
        );
        Assert.Equal([repository.Tag, "latest"], await new LabRegistry(lab, $"http://{front.Host}").Tags($"{repository.Name}/web"));
    }

    [Theory]
    [InlineData(403, 1, "the registry answered 403 Forbidden", Push)]
    [InlineData(503, 4, "the registry answered 503 Service Unavailable", "Look at the registry's own log")]
    public async Task OnlyWarnsWhenTheyCannotBeRead(int status, int times, string why, string fix)
    {
        // As often as the look asks: docker asks the same before it writes.
        front.Refuse("^HEAD .*/web-cache/manifests/", status, "DENIED", "no", times);

        var result = (await Ship("registry")).Succeeds();

        Assert.Equal(
            [$"Building without the cache {Cache}:web: {why}. {fix}, or set images.web.cache to \"inline\" or \"none\"."],
            Said(result)
        );
        Assert.DoesNotContain("ERROR", repository.Output("docker.log"), StringComparison.Ordinal);
    }

    private const string Push = "Give the credentials the right to pull from it and push to it";

    private string Cache => $"{front.Host}/{repository.Name}/web-cache";

    // Which digest a cache has is BuildKit's own affair.
    private static string[] Said(HostResult result) =>
        [
            .. (result.StandardOutput + result.StandardError)
                .Split('\n')
                .Where(line =>
                    line.StartsWith("The layers", StringComparison.Ordinal) || line.StartsWith("Building without", StringComparison.Ordinal)
                )
                .Select(line => Digest().Replace(line, "sha256:DIGEST")),
        ];

    [GeneratedRegex("sha256:[0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex Digest();

    private Task<HostResult> Ship(string cache)
    {
        repository
            .Settings(
                $$"""
                {
                  "platforms": ["linux/amd64"],
                  "images": { "web": { "context": "web", "repository": "{{repository.Name}}/web", "cache": "{{cache}}" } },
                  "registries": { "lan": { "type": "registry", "host": "{{front.Host}}" } },
                  "tags": ["{sha:8}", "latest"]
                }
                """
            )
            .Dockerfile("web", $"RUN echo {repository.Name} >/page");
        if (repository.Outputs.Length == 0)
        {
            repository.CommitAll();
        }

        return new BuildHost(lab, repository).Run("--target=Ship");
    }

    private async Task ForgetLayers()
    {
        var pruned = await lab.Exec("docker", "builder", "prune", "--all", "--force");
        Assert.True(pruned.ExitCode == 0, pruned.StandardError);
    }
}
