using Xunit;

namespace Stevedore.Tests.Planning.Dockerfiles;

public sealed class FindingTheBase
{
    [Theory]
    [InlineData("FROM alpine:3.22", "alpine:3.22")]
    [InlineData("from alpine as x", "alpine")]
    [InlineData("\n# syntax=docker/dockerfile:1\n\nFROM alpine", "alpine")]
    [InlineData("FROM --platform=$BUILDPLATFORM alpine", "alpine")]
    [InlineData("FROM --platform=linux/amd64 \\\n  alpine \\\n  AS x", "alpine")]
    [InlineData("FROM --platform=\"linux/amd64\" alpine", "alpine")]
    [InlineData("FROM \\\n# why not\n\n  alpine", "alpine")]
    [InlineData("FROM \\\n  # an indented comment\n  alpine", "alpine")]
    [InlineData("FROM al\\\npine", "alpine")]
    [InlineData("\\\nFROM alpine", "alpine")]
    [InlineData("FROM alpine\r\nRUN true\r\n", "alpine")]
    [InlineData("\uFEFFFROM alpine", "alpine")]
    [InlineData("  FROM\talpine\t", "alpine")]
    [InlineData("FROM node AS build\nRUN x\nFROM nginx", "nginx")]
    [InlineData("FROM node AS build\nFROM build", "node")]
    [InlineData("FROM node AS Build\nFROM bUILD AS test\nFROM test", "node")]
    [InlineData("FROM alpine AS alpine\nFROM alpine", "alpine")]
    [InlineData("FROM node AS a\nFROM a AS b\nFROM nginx AS a\nFROM b", "node")]
    [InlineData("FROM node AS a\nFROM nginx AS a\nFROM a", "nginx")]
    [InlineData("RUN echo FROM\nFROM alpine", "alpine")]
    [InlineData("FROM alpine\n#FROM nginx", "alpine")]
    [InlineData("FROM alpine\n ONBUILD FROM nginx", "alpine")]
    [InlineData("FROM \"alpine:3.22\"", "alpine:3.22")]
    [InlineData("FROM 'alpine:3.22' AS x\nFROM \"x\"", "alpine:3.22")]
    [InlineData("FROM al\\pine", "alpine")]
    [InlineData("FROM public.ecr.aws/docker/library/busybox:1.37", "public.ecr.aws/docker/library/busybox:1.37")]
    public void FollowsTheStages(string text, string expected) => Assert.Equal(expected, Base(text));

    [Theory]
    [InlineData("sha256", 64)]
    [InlineData("sha512", 128)]
    public void KeepsADigest(string algorithm, int length)
    {
        var reference = $"busybox:1.37@{algorithm}:{new string('4', length)}";

        Assert.Equal(reference, Base($"FROM {reference}"));
    }

    [Theory]
    [InlineData("# escape=`\nFROM alpine AS one\nRUN echo C:\\temp\\\nFROM nginx", "nginx")]
    [InlineData("#escape = `\nFROM `\n  alpine", "alpine")]
    [InlineData("# syntax=docker/dockerfile:1\n# Escape=`\n# check=skip=all\nFROM al`pine", "alpine")]
    [InlineData("# a comment\n# escape=`\nFROM \\\n  alpine", "alpine")]
    [InlineData("\n# escape=`\nFROM \\\n  alpine", "alpine")]
    [InlineData("# unknown=1\n# escape=`\nFROM \\\n  alpine", "alpine")]
    [InlineData("# escape=\\\nFROM \\\n  alpine", "alpine")]
    [InlineData("# escape=`\r\nFROM `\r\n  alpine\r\n", "alpine")]
    public void KnowsTheEscape(string text, string expected) => Assert.Equal(expected, Base(text));

    [Theory]
    [InlineData("RUN echo C:\\\\\nFROM nginx", "nginx")]
    [InlineData("RUN echo C:\\\\  \nFROM nginx", "nginx")]
    [InlineData("RUN echo a \\ \t\nFROM nginx", "alpine")]
    [InlineData("RUN echo a \\\nFROM nginx", "alpine")]
    [InlineData("RUN echo a \\\n\n\n  FROM nginx", "alpine")]
    [InlineData("RUN echo a \\\r\nFROM nginx", "alpine")]
    [InlineData("RUN echo a # \\\nFROM nginx", "alpine")]
    [InlineData("# a comment \\\nFROM nginx", "nginx")]
    [InlineData("RUN echo a\u2028FROM x\nFROM nginx", "nginx")]
    [InlineData("RUN echo a\fFROM x\nFROM nginx", "nginx")]
    public void JoinsTheLinesThatDockerJoins(string text, string expected) => Assert.Equal(expected, Base($"FROM alpine\n{text}\n"));

    [Theory]
    [InlineData("ARG TAG=3.22\nFROM alpine:$TAG", "alpine:3.22")]
    [InlineData("ARG TAG=\"3.22\"\nFROM alpine:${TAG}", "alpine:3.22")]
    [InlineData("ARG TAG='3.22'\nFROM alpine:${TAG}-x", "alpine:3.22-x")]
    [InlineData("ARG A=alpine B=3.22\nFROM $A:$B", "alpine:3.22")]
    [InlineData("ARG A=alpine \\\n    B=3.22\nFROM $A:$B", "alpine:3.22")]
    [InlineData("ARG HOST=public.ecr.aws\nARG BASE=$HOST/alpine\nFROM $BASE", "public.ecr.aws/alpine")]
    [InlineData("ARG HOST=public.ecr.aws\nARG BASE=\"${HOST}/alpine\"\nFROM $BASE", "public.ecr.aws/alpine")]
    [InlineData("FROM alpine:${TAG:-3.22}", "alpine:3.22")]
    [InlineData("FROM alpine:${TAG-3.22}", "alpine:3.22")]
    [InlineData("FROM alpine${TAG:+:3}", "alpine")]
    [InlineData("FROM alpine${TAG+:3}", "alpine")]
    [InlineData("ARG TAG\nFROM alpine:${TAG:-3.22}", "alpine:3.22")]
    [InlineData("ARG TAG\nFROM alpine:${TAG-3.22}", "alpine:3.22")]
    [InlineData("ARG TAG=\nFROM alpine:${TAG:-3.22}", "alpine:3.22")]
    [InlineData("ARG TAG=3\nFROM alpine:${TAG:?needed}", "alpine:3")]
    [InlineData("ARG TAG=3\nFROM alpine${TAG:+:$TAG.22}", "alpine:3.22")]
    [InlineData("ARG TAG=v3.22\nFROM alpine:${TAG#v}", "alpine:3.22")]
    [InlineData("ARG TAG=3.22-r1\nFROM alpine:${TAG%%-*}", "alpine:3.22")]
    [InlineData("ARG TAG=3_22\nFROM alpine:${TAG/_/.}", "alpine:3.22")]
    [InlineData("FROM ${A:-${B:-alpine}}", "alpine")]
    [InlineData("arg TAG=1\nFROM alpine:$TAG", "alpine:1")]
    [InlineData("FROM node AS x\nARG TAG=2\nFROM alpine:${TAG:-1}", "alpine:1")]
    [InlineData("ARG REGISTRY=\nFROM ${REGISTRY}busybox:1", "busybox:1")]
    [InlineData("ARG REGISTRY=\"\"\nFROM ${REGISTRY}busybox:1", "busybox:1")]
    [InlineData("ARG REGISTRY\nFROM ${REGISTRY}busybox:1", "busybox:1")]
    [InlineData("FROM ${REGISTRY}busybox:1", "busybox:1")]
    [InlineData("ARG TAG=1\nARG TAG\nFROM busybox:$TAG", "busybox:1")]
    [InlineData("ARG TAG=1\nARG TAG=2\nFROM busybox:$TAG", "busybox:2")]
    [InlineData("ARG TAG=1\nARG TAG=$TAG.37\nFROM busybox:$TAG", "busybox:1.37")]
    [InlineData("ARG TAG=1 # the tag\nFROM busybox:$TAG", "busybox:1")]
    public void FillsInDefaults(string text, string expected) => Assert.Equal(expected, Base(text));

    [Theory]
    [InlineData("ARG TAG=3.22\nFROM alpine:$TAG")]
    [InlineData("ARG TAG\nFROM alpine:$TAG")]
    [InlineData("ARG TAG\nARG TAG\nFROM alpine:$TAG")]
    [InlineData("ARG TAG=3.22 OTHER=1\nFROM alpine:${TAG:-5}")]
    [InlineData("ARG TAG=2\nARG OTHER=alpine:$TAG\nFROM $OTHER")]
    public void PrefersBuildArguments(string text) => Assert.Equal("alpine:1", Base(text, arguments: "TAG=1"));

    [Fact]
    public void TakesAnEmptyBuildArgument() =>
        Assert.Equal("busybox", Base("ARG MIRROR=m.example/\nFROM ${MIRROR}busybox", arguments: "MIRROR="));

    [Fact]
    public void TakesNoArgumentThatIsNotDeclared() => Assert.Null(Base("FROM alpine:$TAG", arguments: "TAG=1"));

    [Theory]
    [InlineData("FROM base-$TARGETARCH", "linux/arm64", "base-arm64")]
    [InlineData("FROM base-$TARGETARCH$TARGETVARIANT", "linux/arm64/v8", "base-arm64")]
    [InlineData("FROM base-$TARGETARCH$TARGETVARIANT", "linux/arm/v7", "base-armv7")]
    [InlineData("FROM base-$TARGETARCH$TARGETVARIANT", "linux/arm", "base-armv7")]
    [InlineData("FROM base-${TARGETPLATFORM//\\//-}", "linux/arm64", "base-linux-arm64")]
    [InlineData("FROM $TARGETOS-$BUILDOS", "linux/amd64", "linux-linux")]
    [InlineData("FROM base:${TARGETSTAGE}", "linux/amd64", "base:default")]
    [InlineData("FROM base:${TARGETSTAGE} AS Final", "linux/amd64", "base:final")]
    [InlineData("FROM amd AS base-amd64\nFROM arm AS base-arm64\nFROM base-$TARGETARCH", "linux/arm64", "arm")]
    [InlineData("ARG BASE=base-$TARGETARCH\nFROM $BASE", "linux/arm64", "base-arm64")]
    public void KnowsThePlatform(string text, string platform, string expected) =>
        Assert.Equal(expected, DockerfileCase.Needs(text, platform: platform).Base?.Name);

    [Fact]
    public void LetsArgumentsReplaceThePlatform() => Assert.Equal("base-x", Base("FROM base-$TARGETARCH", arguments: "TARGETARCH=x"));

    [Theory]
    [InlineData("")]
    [InlineData("# nothing")]
    [InlineData("FROM")]
    [InlineData("FROM scratch")]
    [InlineData("FROM scratch AS x\nFROM x")]
    [InlineData("FROM base-$BUILDARCH")]
    [InlineData("ARG BASE=base-$BUILDARCH\nFROM $BASE")]
    [InlineData("ARG TAG\nFROM alpine:$TAG")]
    [InlineData("ARG TAG=\nFROM alpine:$TAG")]
    [InlineData("FROM alpine:${TAG:+3}")]
    [InlineData("FROM alpine:${TAG:?needed}")]
    [InlineData("FROM alpine:${TAG")]
    [InlineData("FROM alpine:${}")]
    [InlineData("FROM 'alpine")]
    [InlineData("FROM \"al pine\"")]
    [InlineData("FROM alpine as")]
    [InlineData("FROM alpine x y")]
    [InlineData("FROM Alpine")]
    public void IsNullWhenTheTextDoesNotSay(string text) => Assert.Null(Base(text));

    [Fact]
    public void IsNullForAnArgumentThatIsNotKnownYet() => Assert.Null(Base("ARG TAG=1\nFROM alpine:$TAG", arguments: "TAG"));

    [Theory]
    [InlineData("build", "node")]
    [InlineData("BUILD", "node")]
    [InlineData("final", "nginx")]
    [InlineData("other", null)]
    public void BuildsTheStageThatIsAskedFor(string target, string? expected) =>
        Assert.Equal(expected, Base("FROM node AS build\nFROM nginx AS final", target));

    private static string? Base(string text, string? target = null, string arguments = "") =>
        DockerfileCase.Needs(text, target, arguments).Base?.Name;
}
