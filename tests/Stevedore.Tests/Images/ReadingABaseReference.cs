using FsCheck;
using FsCheck.Fluent;
using Stevedore.Images;
using Xunit;

namespace Stevedore.Tests.Images;

/// <summary>What docker makes of the short names in FROM.</summary>
public sealed class ReadingABaseReference
{
    private const string Digest = "sha256:4f2e342cf60c717674763d5304eafa5a936d38b95a4c83a976ac0347be4fa696";

    [Theory]
    [InlineData("alpine", "docker.io", "library/alpine", "latest")]
    [InlineData("alpine:3.22", "docker.io", "library/alpine", "3.22")]
    [InlineData("acme/web", "docker.io", "acme/web", "latest")]
    [InlineData("acme/web/deep:1", "docker.io", "acme/web/deep", "1")]
    [InlineData("public.ecr.aws/docker/library/busybox:1.37", "public.ecr.aws", "docker/library/busybox", "1.37")]
    [InlineData("localhost/web", "localhost", "web", "latest")]
    [InlineData("localhost:5000/web", "localhost:5000", "web", "latest")]
    [InlineData("registry:5000/a/web:2", "registry:5000", "a/web", "2")]
    [InlineData("docker.io/alpine", "docker.io", "library/alpine", "latest")]
    [InlineData("index.docker.io/acme/web", "docker.io", "acme/web", "latest")]
    [InlineData("localhosts/web", "docker.io", "localhosts/web", "latest")]
    [InlineData("Registry/web", "Registry", "web", "latest")]
    [InlineData("[2001:db8::1]:5000/web:2", "[2001:db8::1]:5000", "web", "2")]
    public void FillsInHostAndTag(string text, string host, string repository, string tag)
    {
        var reference = BaseReference.Parse(text)!;

        Assert.Equal((host, repository, tag), (reference.Host, reference.Repository.Value, reference.Tag.Value));
        Assert.Null(reference.Digest);
    }

    [Theory]
    [InlineData("alpine@" + Digest, "latest")]
    [InlineData("alpine:3.22@" + Digest, "3.22")]
    public void KeepsADigest(string text, string tag)
    {
        var reference = BaseReference.Parse(text)!;

        Assert.Equal(Digest, reference.Digest!.Value);
        Assert.Equal(tag, reference.Tag.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Alpine")]
    [InlineData("alpine:")]
    [InlineData("alpine:-1")]
    [InlineData("alpine@sha256:1")]
    [InlineData("alpine@")]
    [InlineData("a b")]
    [InlineData("${BASE}")]
    [InlineData("docker.io/")]
    [InlineData("python:slim/foo")]
    [InlineData("registry.example.com:https/web")]
    [InlineData("registry.example.com:99999/web")]
    [InlineData("registry..example/web")]
    [InlineData("-registry.example/web")]
    [InlineData("my_registry.example/web")]
    [InlineData("[::zz]:5000/web")]
    public void IsNullForWhatIsNone(string text) => Assert.Null(BaseReference.Parse(text));

    [Fact]
    public void NeverThrows() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string>(),
                text => BaseReference.Parse(text ?? "") is var any && (any is null || any.Host.Length > 0)
            )
            .QuickCheckThrowOnFailure();
}
