using Xunit;

namespace Stevedore.Tests.Settings;

public sealed class ImagesBuiltOnImages
{
    private const string Start = "Cannot use stevedore.json: line 1: images.";

    [Theory]
    [InlineData("image:web", "web.contexts.base: the image is built on itself. Use image:base.")]
    [InlineData("image:bass", "web.contexts.base: there is no image 'bass'. Did you mean 'base'?")]
    [InlineData(
        "image:",
        "web.contexts.base: 'image:' names nothing behind image:. Use image:, docker-image://, oci-layout://, artifact: or a path inside the repository."
    )]
    [InlineData("target:base", "web.contexts.base: 'target:base' is bake's own way to name a target. Use image:base.")]
    [InlineData(
        "https://example.com/x.git",
        "web.contexts.base: 'https://example.com/x.git' is of an unknown kind. Use image:, docker-image://, oci-layout://, artifact: or a path inside the repository."
    )]
    [InlineData(
        "../other",
        "web.contexts.base: '../other' is outside the repository. Name a path inside the repository, relative to its root."
    )]
    public void MustExist(string context, string message) =>
        Assert.Equal(
            Start + message,
            new Given($$"""{ "images": { "base": {}, "web": { "contexts": { "base": "{{context}}" } } } }""").Fault()
        );

    [Theory]
    [InlineData("image:base")]
    [InlineData("docker-image://alpine:3")]
    [InlineData("oci-layout://layout")]
    [InlineData("artifact:BaseImage")]
    [InlineData("app/base")]
    public void MayBeAnyOfThese(string context) =>
        Assert.Equal(
            $"\"{context}\" from stevedore.json:1",
            new Given($$"""{ "images": { "base": {}, "web": { "contexts": { "base": "{{context}}" } } } }""").Value(
                "images.web.contexts.base"
            )
        );

    [Fact]
    public void MustNotGoRoundInACircle() =>
        Assert.Equal(
            "Cannot use stevedore.json: line 4: images.c.contexts.y: the images are built on each other: a -> b -> c -> a. Take one of them out.",
            new Given(
                """
                { "images": {
                  "a": { "contexts": { "y": "image:b" } },
                  "b": { "contexts": { "y": "image:c" } },
                  "c": { "contexts": { "y": "image:a" } }
                } }
                """
            ).Fault()
        );

    [Fact]
    public void MayShareABase() => Assert.Equal(4, new Given(
                """
                { "images": {
                  "top": { "contexts": { "l": "image:left", "r": "image:right" } },
                  "left": { "contexts": { "y": "image:base" } },
                  "right": { "contexts": { "y": "image:base" } },
                  "base": {}
                } }
                """
            ).Resolve().Values.Images!.Count);
}
