using Stevedore.Planning;
using Xunit;

namespace Stevedore.Tests.Planning;

public sealed class FindingTheBase
{
    private static readonly Dictionary<string, string> NoArguments = [];

    [Theory]
    [InlineData("FROM alpine:3.22", "alpine:3.22")]
    [InlineData("from alpine as x", "alpine")]
    [InlineData("\n# syntax=docker/dockerfile:1\n\nFROM alpine", "alpine")]
    [InlineData("FROM --platform=$BUILDPLATFORM alpine", "alpine")]
    [InlineData("FROM --platform=linux/amd64 \\\n  alpine \\\n  AS x", "alpine")]
    [InlineData("FROM \\\n# why not\n\n  alpine", "alpine")]
    [InlineData("FROM alpine\r\nRUN true\r\n", "alpine")]
    [InlineData("  FROM\talpine\t", "alpine")]
    [InlineData("FROM node AS build\nRUN x\nFROM nginx", "nginx")]
    [InlineData("FROM node AS build\nFROM build", "node")]
    [InlineData("FROM node AS Build\nFROM bUILD AS test\nFROM test", "node")]
    [InlineData("FROM alpine AS alpine\nFROM alpine", "alpine")]
    [InlineData("FROM node AS a\nFROM a AS b\nFROM nginx AS a\nFROM b", "node")]
    [InlineData("RUN echo FROM\nFROM alpine", "alpine")]
    [InlineData("FROM alpine\n#FROM nginx", "alpine")]
    [InlineData("FROM public.ecr.aws/docker/library/busybox:1.37@sha256:4f2e", "public.ecr.aws/docker/library/busybox:1.37@sha256:4f2e")]
    public void FollowsTheStages(string text, string expected) => Assert.Equal(expected, Base(text));

    [Theory]
    [InlineData("ARG TAG=3.22\nFROM alpine:$TAG", "alpine:3.22")]
    [InlineData("ARG TAG=\"3.22\"\nFROM alpine:${TAG}", "alpine:3.22")]
    [InlineData("ARG TAG='3.22'\nFROM alpine:${TAG}-x", "alpine:3.22-x")]
    [InlineData("ARG A=alpine B=3.22\nFROM $A:$B", "alpine:3.22")]
    [InlineData("ARG HOST=public.ecr.aws\nARG BASE=$HOST/alpine\nFROM $BASE", "public.ecr.aws/alpine")]
    [InlineData("FROM alpine:${TAG:-3.22}", "alpine:3.22")]
    [InlineData("ARG TAG\nFROM alpine:${TAG:-3.22}", "alpine:3.22")]
    [InlineData("arg TAG=1\nFROM alpine:$TAG", "alpine:1")]
    [InlineData("FROM node AS x\nARG TAG=2\nFROM alpine:${TAG:-1}", "alpine:1")]
    public void FillsInDefaults(string text, string expected) => Assert.Equal(expected, Base(text));

    [Theory]
    [InlineData("ARG TAG=3.22\nFROM alpine:$TAG")]
    [InlineData("ARG TAG\nFROM alpine:$TAG")]
    [InlineData("ARG TAG=3.22 OTHER=1\nFROM alpine:${TAG:-5}")]
    public void PrefersBuildArguments(string text) => Assert.Equal("alpine:1", Base(text, arguments: new() { ["TAG"] = "1" }));

    [Fact]
    public void TakesNoArgumentThatIsNotDeclared() => Assert.Null(Base("FROM alpine:$TAG", arguments: new() { ["TAG"] = "1" }));

    [Theory]
    [InlineData("")]
    [InlineData("# nothing")]
    [InlineData("FROM scratch")]
    [InlineData("FROM scratch AS x\nFROM x")]
    [InlineData("FROM base-$TARGETARCH")]
    [InlineData("ARG TAG\nFROM alpine:$TAG")]
    [InlineData("FROM alpine:${TAG:+3}")]
    public void IsNullWhenTheTextDoesNotSay(string text) => Assert.Null(Base(text));

    [Theory]
    [InlineData("RUN <<EOF\nFROM nginx\nEOF")]
    [InlineData("RUN <<-'EOF' cat > x\nFROM nginx\n\tEOF")]
    [InlineData("COPY <<\"one\" <<two /x/\nFROM a\none\nFROM b\ntwo")]
    [InlineData("RUN 3<<EOF cat\nFROM nginx\nEOF")]
    public void ReadsNoHeredoc(string heredoc) => Assert.Equal("alpine", Base($"FROM alpine\n{heredoc}\nCMD [\"x\"]"));

    [Theory]
    [InlineData("RUN cat <<<EOF")]
    [InlineData("RUN echo $((1<<3))")]
    [InlineData("LABEL note=\"a <<EOF b\"")]
    public void ReadsOnBehindWhatIsNoHeredoc(string line) => Assert.Equal("nginx", Base($"FROM alpine\n{line}\nFROM nginx"));

    [Theory]
    [InlineData("build", "node")]
    [InlineData("BUILD", "node")]
    [InlineData("final", "nginx")]
    [InlineData("other", null)]
    public void BuildsTheStageThatIsAskedFor(string target, string? expected) =>
        Assert.Equal(expected, Base("FROM node AS build\nFROM nginx AS final", target));

    private static string? Base(string text, string? target = null, Dictionary<string, string>? arguments = null) =>
        DockerfileBase.Of(text, target, arguments ?? NoArguments);
}
