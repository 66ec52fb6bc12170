using System.Diagnostics;
using System.Text;
using Stevedore.Planning.Dockerfiles;
using Xunit;

namespace Stevedore.Tests.Planning.Dockerfiles;

/// <summary>Everything that a build takes from elsewhere: an image's name, or <c>=</c> and the context that stands for it, with the platform where that is another one.</summary>
public sealed class FindingWhatIsPulled
{
    [Theory]
    [InlineData("FROM a", "a")]
    [InlineData("FROM scratch", "")]
    [InlineData("FROM a AS b\nFROM c\nCOPY --from=b /x /", "a c")]
    [InlineData("FROM a AS b\nFROM c\nCOPY --from=B /x /", "a c")]
    [InlineData("FROM a\nFROM c\nCOPY --from=0 /x /", "a c")]
    [InlineData("FROM a\nFROM b\nFROM c\nCOPY --from=1 /x /", "b c")]
    [InlineData("FROM c\nCOPY --from=7 /x /", "c")]
    [InlineData("FROM c\nCOPY --from=a:1 /x /\nCOPY --chown=1 --from=b /x /\nCOPY --from=a:1 /y /", "c a:1 b")]
    [InlineData("FROM c\nCOPY --from=\"a\" /x /", "c a")]
    [InlineData("FROM c\nCOPY --from=$A /x /", "c")]
    [InlineData("FROM c\nCOPY --from=scratch /x /", "c")]
    [InlineData("FROM c\nCOPY --from=a [\"/x\", \"/\"]", "c a")]
    [InlineData("FROM c\nCOPY /--from=a /", "c")]
    [InlineData("FROM c\nADD --from=a /x /", "c")]
    [InlineData("FROM c\nRUN --mount=from=a,target=/a true", "c a")]
    [InlineData("FROM c\nRUN --mount=type=bind,from=a,target=/a --mount=type=cache,from=b,target=/b true", "c a b")]
    [InlineData(
        "FROM c\nRUN --mount=type=secret,id=x --mount=type=ssh --mount=type=tmpfs,target=/t --mount=type=cache,target=/b true",
        "c"
    )]
    [InlineData("FROM c\nRUN --mount='type=bind,\"from=a\",target=/a' true", "c a")]
    [InlineData("FROM c\nRUN --mount=From=a,target=/a true", "c a")]
    [InlineData("FROM c\nRUN echo --mount=from=a", "c")]
    [InlineData("FROM a AS b\nFROM c\nRUN --mount=from=b,target=/b true", "a c")]
    [InlineData("FROM a\nFROM c\nRUN --mount=from=0,target=/b true", "c 0")]
    [InlineData("FROM a AS unused\nFROM c", "c")]
    [InlineData("FROM a AS x\nFROM b AS y\nCOPY --from=x / /\nFROM c\nCOPY --from=y / /", "a b c")]
    [InlineData("FROM a AS x\nCOPY --from=t / /\nFROM x", "a t")]
    [InlineData("FROM a AS x\nONBUILD COPY --from=t / /\nFROM x AS y\nFROM y", "a t")]
    [InlineData("FROM a AS x\nONBUILD RUN --mount=from=t,target=/t true\nFROM x", "a t")]
    [InlineData("FROM a AS x\nONBUILD COPY --from=t / /", "a")]
    [InlineData("ARG T=1\nFROM a:$T AS x\nFROM b:$T\nCOPY --from=x / /", "a:1 b:1")]
    public void FollowsWhatTheBuiltStageNeeds(string text, string expected) => Assert.Equal(expected, Pulled(text));

    [Theory]
    [InlineData("x", "a")]
    [InlineData("y", "a b")]
    public void FollowsTheTarget(string target, string expected) =>
        Assert.Equal(expected, Pulled("FROM a AS x\nFROM b AS y\nCOPY --from=x / /\nFROM c", target));

    [Theory]
    [InlineData("FROM base", "base", "=base")]
    [InlineData("FROM base:latest", "base", "=base")]
    [InlineData("FROM docker.io/library/base", "base", "=base")]
    [InlineData("FROM docker.io/library/base:latest", "base", "=base")]
    [InlineData("FROM index.docker.io/base", "base", "=base")]
    [InlineData("FROM base:1", "base", "base:1")]
    [InlineData("FROM base:1", "base:1", "=base:1")]
    [InlineData("FROM acme/base", "acme/base", "=acme/base")]
    [InlineData("FROM library/base", "base", "=base")]
    [InlineData("FROM m.example/base:latest", "m.example/base", "=m.example/base")]
    [InlineData("FROM c\nCOPY --from=base / /", "base", "c =base")]
    [InlineData("FROM c\nCOPY --from=base:latest / /", "base", "c =base")]
    [InlineData("FROM c\nRUN --mount=from=base,target=/b true", "base", "c =base")]
    public void KnowsContextsByTheirShortNames(string text, string context, string expected) =>
        Assert.Equal(expected, Pulled(text, contexts: context));

    [Theory]
    [InlineData("FROM a AS build\nCOPY --from=t / /\nFROM c\nCOPY --from=build / /", "=build c")]
    [InlineData("FROM a AS Build\nFROM build", "=build")]
    [InlineData("FROM a AS x\nFROM b AS build", "=build")]
    [InlineData("FROM a AS build\nFROM c\nRUN --mount=from=build,target=/b true", "=build c")]
    [InlineData("FROM a\nFROM b AS build\nFROM c\nCOPY --from=1 / /", "=build c")]
    // The context takes the place of the stage of its name, not of what the stage stands on.
    [InlineData("FROM build AS x\nFROM x", "=build")]
    [InlineData("FROM b AS x\nFROM x AS y\nFROM y", "b")]
    public void LetsContextsTakeThePlaceOfStages(string text, string expected) => Assert.Equal(expected, Pulled(text, contexts: "build"));

    [Theory]
    [InlineData("FROM scratch AS scratch\nFROM scratch")]
    [InlineData("FROM scratch")]
    [InlineData("FROM scratch AS context")]
    public void HasNoContextForScratchAndForTheContextItself(string text) => Assert.Equal("", Pulled(text, contexts: "scratch context"));

    [Theory]
    [InlineData("FROM --platform=linux/amd64 a", "a(linux/amd64)")]
    [InlineData("FROM --platform=amd64 a", "a(linux/amd64)")]
    [InlineData("FROM --platform=$TARGETPLATFORM a", "a")]
    [InlineData("FROM --platform=$BUILDPLATFORM a", "a(builder)")]
    [InlineData("FROM --platform=linux/${TARGETARCH} a", "a")]
    [InlineData("FROM --platform=$BUILDPLATFORM a AS x\nFROM x", "a(builder)")]
    [InlineData("FROM --platform=$BUILDPLATFORM a AS x\nFROM c\nCOPY --from=x / /\nCOPY --from=d / /", "a(builder) c d")]
    public void KnowsWhichPlatformIsTaken(string text, string expected) => Assert.Equal(expected, Pulled(text, platform: "linux/arm64"));

    [Fact]
    public void KnowsWhichArgumentsAreDeclared()
    {
        var file = Dockerfile.Parse("ARG A\nFROM x AS y\nARG B=1 C\nRUN <<EOF\nARG D\nEOF\nFROM z\narg E\n# ARG F");

        Assert.Equal("ABCE", string.Concat("ABCDEF".Where(name => file.Declares($"{name}"))));
    }

    [Fact]
    public void ReadsLongTextsInTheTimeThatTheirLengthTakes()
    {
        var text = new StringBuilder("FROM a\n");
        for (var step = 0; step < 20_000; step++)
        {
            text.Append("RUN cat <<EOF && echo $((1 << ").Append(step).Append(")) \\\n  # why\n\n  && true\nFROM b\nEOF\nRUN <<NEVER x\n");
        }

        text.Append("RUN true").Insert(text.Length, " \\\n  && true", 100_000).Append("\nFROM c\n");
        var started = Stopwatch.GetTimestamp();

        Assert.Equal("c", Pulled(text.ToString()));
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 30);
    }

    private static string Pulled(string text, string? target = null, string contexts = "", string platform = "linux/amd64") =>
        string.Join(
            ' ',
            DockerfileCase.Needs(text, target, contexts: contexts, platform: platform).All.Select(source => Written(source, platform))
        );

    private static string Written(ExternalSource source, string platform)
    {
        var suffix =
            source.Platform is null ? "(builder)"
            : $"{source.Platform}" == platform ? ""
            : $"({source.Platform})";
        return (source.Context is null ? source.Name : $"={source.Context}") + suffix;
    }
}
