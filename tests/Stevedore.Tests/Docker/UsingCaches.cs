using System.Text.Json;
using Stevedore.Docker;
using Stevedore.Planning;
using Stevedore.Tests.Planning;
using Xunit;

namespace Stevedore.Tests.Docker;

public sealed class UsingCaches
{
    private const string Host = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

    private static readonly ImmutableArray<ImagePlan> Images = PlanCase.Rich.Plan().Images;

    [Fact]
    public void ReadsThoseThatAreThere()
    {
        var request = new BakeRequest(
            PlanCase.Rich.Plan(),
            BuildPurpose.Push,
            Images[0].Platforms[0],
            new("stevedore", "a test") { IsComplete = true },
            ImmutableDictionary<string, string>.Empty.Add("web/npmrc", "X"),
            Caches: [$"{Host}/web-cache:web"]
        );

        var from = System.Text.Encoding.UTF8.GetString(BakeFile.Render(request)).Split('\n').Where(line => line.Contains("registry,ref="));

        Assert.Equal(
            [
                $"type=registry,ref={Host}/acme/base-cache:base,mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true",
                $"type=registry,ref={Host}/web-cache:web",
                $"type=registry,ref={Host}/web-cache:web,mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true",
            ],
            from.Select(line => line.Trim().Trim('"'))
        );
    }

    [Fact]
    public void KeepsThoseOfSeveralMachinesApart()
    {
        using var file = JsonDocument.Parse(
            PlanCase.Rich.Bake(BuildPurpose.Push, builder: new("stevedore", "a test") { IsComplete = true, HasSeveralNodes = true })
        );

        var targets = file.RootElement.GetProperty("target");
        Assert.Equal(
            ["base", "web", "tool", "base--linux-amd64", "base--linux-arm64", "web--linux-amd64", "web--linux-arm64"],
            Strings(file.RootElement.GetProperty("group").GetProperty("default").GetProperty("targets"))
        );
        var web = targets.GetProperty("web");
        Assert.False(web.TryGetProperty("cache-to", out _));
        Assert.Equal(
            [$"type=registry,ref={Host}/web-cache:web--linux-amd64", $"type=registry,ref={Host}/web-cache:web--linux-arm64"],
            Strings(web.GetProperty("cache-from"))
        );
        var arm = targets.GetProperty("web--linux-arm64");
        Assert.Equal(["linux/arm64"], Strings(arm.GetProperty("platforms")));
        Assert.Equal(["type=cacheonly"], Strings(arm.GetProperty("output")));
        Assert.Equal([$"type=registry,ref={Host}/web-cache:web--linux-arm64"], Strings(arm.GetProperty("cache-from")));
        Assert.Equal(
            [$"type=registry,ref={Host}/web-cache:web--linux-arm64,mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true"],
            Strings(arm.GetProperty("cache-to"))
        );
        foreach (var key in (string[])["context", "dockerfile", "target", "args", "contexts", "labels", "secret", "ssh"])
        {
            Assert.Equal(web.GetProperty(key).GetRawText(), arm.GetProperty(key).GetRawText());
        }
    }

    [Theory]
    [InlineData(BuildPurpose.Check)]
    [InlineData(BuildPurpose.Load)]
    public void OnlyReadsThoseOfSeveralMachinesWhereNothingIsPushed(BuildPurpose purpose) =>
        Assert.DoesNotContain(
            "cache-to",
            System.Text.Encoding.UTF8.GetString(
                PlanCase.Rich.Bake(purpose, builder: new("stevedore", "a test") { IsComplete = true, HasSeveralNodes = true })
            )
        );

    [Theory]
    [InlineData("401 Unauthorized", "Give the credentials the right to pull from it and push to it")]
    [InlineData("pull access denied", "Give the credentials the right to pull from it and push to it")]
    [InlineData("404 Not Found", "Create the repository")]
    [InlineData("400 Bad Request", "Make its tags mutable")]
    [InlineData("500 Internal Server Error at sha256:400403401404", "Look at the registry's own log")]
    public void SaysWhatToDoAboutOneThatIsNotRead(string why, string fix) =>
        Assert.Equal(
            $"Building without the cache x/web-cache:web: {why}. {fix}, or set images.web.cache to \"inline\" or \"none\".",
            CacheFaults.Unread("x/web-cache:web", Images.Single(image => image.Name.Value == "web"), why)
        );

    private static IEnumerable<string> Strings(JsonElement array) => array.EnumerateArray().Select(text => text.GetString()!);

    [Fact]
    public void FindsThoseThatCouldNotBeWrittenAmongOtherErrors() =>
        Assert.Equal(
            [
                $"The layers of web are not kept in {Host}/web-cache: PUT https://{Host}/v2/web-cache/manifests/web: 404 Not Found. "
                    + "Create the repository, or set images.web.cache to \"inline\" or \"none\".",
                "The layers of this build are not kept: out of disk. "
                    + "Set the \"cache\" of its images to \"inline\" or \"none\" where a registry takes none.",
            ],
            CacheFaults.Unwritten(
                [
                    "#3 importing cache manifest from x",
                    "#3 ERROR: not found",
                    "#8 [web] exporting cache to registry",
                    "#8 writing layer sha256:9f02 done",
                    $"#8 ERROR: PUT https://{Host}/v2/web-cache/manifests/web: 404 Not Found",
                    "#9 exporting cache to registry",
                    "#9 ERROR: out of disk",
                    "#10 exporting cache to registry",
                    "#10 DONE 0.1s",
                ],
                Images
            )
        );
}
