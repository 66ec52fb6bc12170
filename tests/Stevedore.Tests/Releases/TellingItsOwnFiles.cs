using System.Text;
using Stevedore.Docker;
using Stevedore.Releases;
using Stevedore.Tests.Docker;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Shipping;
using Xunit;

namespace Stevedore.Tests.Releases;

public sealed class TellingItsOwnFiles
{
    [Fact]
    public void KnowsWhatItWrites()
    {
        var result = Shipped.Result(PlanCase.Rich);

        Assert.True(OutputFiles.IsOwn("release.json", ReleaseRecord.Render(result)));
        Assert.True(OutputFiles.IsOwn("imagedefinitions.json", ImageDefinitions.Standard(result)));
        Assert.True(OutputFiles.IsOwn("imageDetail.json", ImageDefinitions.Detail(result)));
        Assert.True(OutputFiles.IsOwn("imagedefinitions.json", "[]\n"u8.ToArray()));
        Assert.True(OutputFiles.IsOwn("docker.log", "# Stevedore: docker buildx bake\n"u8.ToArray()));
        Assert.True(OutputFiles.IsOwn(".gitignore", "*\n"u8.ToArray()));
    }

    [Theory]
    [InlineData(BuildPurpose.Push)]
    [InlineData(BuildPurpose.Check)]
    [InlineData(BuildPurpose.Load)]
    public void KnowsEveryBakeFile(BuildPurpose purpose) => Assert.True(OutputFiles.IsOwn("bake.json", PlanCase.Rich.Bake(purpose)));

    [Theory]
    [InlineData("bake-metadata.json")]
    [InlineData("bake-metadata-docker-container.json")]
    public void KnowsTheMetadataOfABake(string name) =>
        Assert.True(OutputFiles.IsOwn("metadata.json", Encoding.UTF8.GetBytes(Captured.Text(name))));

    [Theory]
    [InlineData("""{"base":{},"web":{"buildx.build.ref":"a/b"}}""")]
    [InlineData("""{"web":{"containerimage.digest":"sha256:0"},"buildx.build.warnings":[]}""")]
    public void KnowsTheMetadataOfOtherBuilds(string text) => Assert.True(OutputFiles.IsOwn("metadata.json", Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("release.json", "{}")]
    [InlineData("release.json", "[]")]
    [InlineData("release.json", """{"v":1}""")]
    [InlineData("release.json", """{"commit":"a","images":{}}""")]
    [InlineData("release.json", """{"commit":"a","dirty":false,"build":{},"images":{"web":{"tag":"1"}}}""")]
    [InlineData("imagedefinitions.json", "{}")]
    [InlineData("imagedefinitions.json", """[{"name":"web"}]""")]
    [InlineData("imagedefinitions.json", """[{"name":"web","imageUri":1}]""")]
    [InlineData("imagedefinitions.json", """["web"]""")]
    [InlineData("imageDetail.json", """{"ImageURI":"web:1"}""")]
    [InlineData("imageDetail.json", """{"ImageURI":null}""")]
    [InlineData("imageDetail.json", """{"ImageURI":"web@sha256:0","ImageTags":["1"],"RepositoryName":"web"}""")]
    [InlineData("bake.json", """{"target":{"web":{"context":"."}}}""")]
    [InlineData("bake.json", """{"group":{"default":{"targets":["web"]}},"target":{"web":{"context":".","output":[]}}}""")]
    [InlineData("bake.json", """{"recipe":"bread"}""")]
    [InlineData("metadata.json", """{"app":1}""")]
    [InlineData("metadata.json", """{"app":{"name":"web"}}""")]
    [InlineData("metadata.json", """{"app":{}}""")]
    [InlineData("metadata.json", "{}")]
    [InlineData("metadata.json", "not JSON")]
    [InlineData("docker.log", "#0 building with \"default\" instance using docker driver\n")]
    [InlineData("docker.log", "")]
    [InlineData(".gitignore", "*\n!.gitignore\n")]
    [InlineData(".gitignore", "*")]
    [InlineData("other.json", "{}")]
    public void TakesNoOtherForItsOwn(string name, string text) => Assert.False(OutputFiles.IsOwn(name, Encoding.UTF8.GetBytes(text)));
}
