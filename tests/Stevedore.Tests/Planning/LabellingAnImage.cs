using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Planning;

public sealed class LabellingAnImage
{
    [Fact]
    public void SaysWhatItWasMadeFrom()
    {
        var digest = Digest.Parse("sha256:" + new string('a', 64));

        var labels = ImageLabels.WithBases(
            ImageLabels.For(SourceCases.Main, "web", "1.4.2"),
            "docker.io/library/alpine:3.22",
            digest,
            [new("docker.io/library/alpine:3.22", digest), new("golang:1", digest), new($"node@{digest}", digest), new("busybox", null)]
        );

        Assert.Equal(
            [
                new("org.opencontainers.image.revision", SourceCases.Commit),
                new("org.opencontainers.image.source", "https://github.com/acme/web"),
                new("org.opencontainers.image.version", "1.4.2"),
                new("org.opencontainers.image.created", "2026-11-20T10:10:45Z"),
                new("org.opencontainers.image.title", "web"),
                new("org.opencontainers.image.base.name", "docker.io/library/alpine:3.22"),
                new("org.opencontainers.image.base.digest", digest.Value),
                new("stevedore.bases", $"golang:1@{digest} node@{digest}"),
            ],
            labels
        );
    }

    [Fact]
    public void LeavesOutWhatIsUnknown() =>
        Assert.Equal([new("org.opencontainers.image.title", "web")], ImageLabels.For(SourceCases.Unknown with { IsDirty = true }, "web"));

    [Fact]
    public void MarksAChangedTree() =>
        Assert.Equal($"{SourceCases.Commit}-dirty", ImageLabels.For(SourceCases.Main with { IsDirty = true }, "web").First().Value);

    [Fact]
    public void WritesTheDateInUtc() =>
        Assert.Contains(
            new("org.opencontainers.image.created", "2026-11-20T10:10:45Z"),
            ImageLabels.For(SourceCases.Main with { CommitDate = SourceCases.Date.ToOffset(TimeSpan.FromHours(1)) }, "web")
        );
}
