using Stevedore.Docker;
using Xunit;

namespace Stevedore.Tests.Docker;

public sealed class KeepingATranscript
{
    [Fact]
    public void KeepsTheLastErrorsAndWritesEverythingToTheFile()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("docker.log");
        using (var transcript = new DockerTranscript(file, isShown: false))
        {
            Assert.Equal("one", transcript.Output("one"));
            Assert.Equal("two", transcript.Error("two"));
            Assert.Null(transcript.Output(null));
            Assert.Null(transcript.Error(null));
            _ = transcript.Error("three");

            Assert.Equal(["one"], transcript.StandardOutput);
            Assert.Equal(["three"], transcript.Tail(1));
            Assert.Equal(["two", "three"], transcript.Tail(5));
            Assert.True(transcript.End(7));
            Assert.Equal(7, transcript.ExitCode);
        }

        Assert.Equal("one\ntwo\nthree\n", File.ReadAllText(file));
    }

    [Fact]
    public void KeepsStandardOutputWhereThereAreNoErrors()
    {
        using var transcript = new DockerTranscript(null, isShown: false);
        _ = transcript.Output("WARNING: only this");

        Assert.Equal(["WARNING: only this"], transcript.Tail(3));
    }

    [Fact]
    public void KeepsEveryLineOfBothStreams()
    {
        using var transcript = new DockerTranscript(null, isShown: false);

        Parallel.For(0, 2000, line => _ = line % 2 == 0 ? transcript.Output("o") : transcript.Error("e"));

        Assert.Equal((1000, 1000), (transcript.StandardOutput.Count, transcript.Tail(2000).Length));
    }
}
