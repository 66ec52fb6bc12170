using System.Globalization;
using Stevedore.Docker;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.Tests.Docker;

public sealed class KeepingATranscript
{
    [Fact]
    public void KeepsTheLastErrorsAndWritesEverythingToTheFile()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("docker.log");
        using (var transcript = new DockerTranscript(file, "buildx bake", isShown: false, new()))
        {
            Assert.Null(transcript.Output("one"));
            Assert.Null(transcript.Error("two"));
            Assert.Null(transcript.Output(null));
            Assert.Null(transcript.Error(null));
            _ = transcript.Error("three");

            Assert.Equal(["one"], transcript.StandardOutput);
            Assert.Equal(["three"], transcript.Tail(1));
            Assert.Equal(["two", "three"], transcript.Tail(5));
            Assert.True(transcript.End(7));
            Assert.Equal(7, transcript.ExitCode);
        }

        Assert.Equal("# Stevedore: docker buildx bake\none\ntwo\nthree\n", File.ReadAllText(file));
    }

    [Fact]
    public void KeepsWhatAnEarlierCommandPrinted()
    {
        using var folder = new TemporaryFolder();
        foreach (var line in new[] { "one", "two" })
        {
            using var transcript = new DockerTranscript(folder.File("docker.log"), "buildx bake", isShown: false, new());
            _ = transcript.Output(line);
        }

        Assert.Equal(
            "# Stevedore: docker buildx bake\none\n# Stevedore: docker buildx bake\ntwo\n",
            File.ReadAllText(folder.File("docker.log"))
        );
    }

    [Fact]
    public async Task GivesWhatWasPrintedSoFarWhileMoreIs()
    {
        using var transcript = new DockerTranscript(null, "buildx ls", isShown: false, new());
        var printing = Task.Run(
            () =>
            {
                foreach (var number in Enumerable.Range(0, 20_000))
                {
                    _ = transcript.Output($"{number}");
                }
            },
            TestContext.Current.CancellationToken
        );

        while (!printing.IsCompleted)
        {
            var lines = transcript.StandardOutput;
            Assert.Equal(lines.Count - 1, lines.Count > 0 ? int.Parse(lines[^1], CultureInfo.InvariantCulture) : -1);
        }

        await printing;
        Assert.Equal(20_000, transcript.StandardOutput.Count);
    }

    [Fact]
    public void KeepsTheLastOfWhatNeverEnds()
    {
        using var transcript = new DockerTranscript(null, "buildx ls", isShown: false, new());
        var line = new string('y', 1024 * 1024);
        foreach (var number in Enumerable.Range(0, 40))
        {
            _ = transcript.Output($"{number} {line}");
            _ = transcript.Error($"{number} {line}");
        }

        Assert.Equal(31, transcript.StandardOutput.Count);
        Assert.StartsWith("39 y", transcript.StandardOutput[^1], StringComparison.Ordinal);
        Assert.Equal(31, transcript.Tail(int.MaxValue).Length);
    }

    [Fact]
    public void KeepsStandardOutputWhereThereAreNoErrors()
    {
        using var transcript = new DockerTranscript(null, "buildx ls", isShown: false, new());
        _ = transcript.Output("WARNING: only this");

        Assert.Equal(["WARNING: only this"], transcript.Tail(3));
    }

    [Fact]
    public void KeepsEveryLineOfBothStreams()
    {
        using var transcript = new DockerTranscript(null, "buildx ls", isShown: false, new());

        Parallel.For(0, 2000, line => _ = line % 2 == 0 ? transcript.Output("o") : transcript.Error("e"));

        Assert.Equal((1000, 1000), (transcript.StandardOutput.Count, transcript.Tail(2000).Length));
    }

    [Fact]
    public void ShowsAndKeepsNeitherSecretsNorWhatATerminalWouldObey()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("docker.log");
        var redactor = new Redactor();
        redactor.Keep("hubtoken");
        using (var transcript = new DockerTranscript(file, "buildx bake", isShown: false, redactor))
        {
            _ = transcript.Output("{\"a\":\"hubtoken\"}");
            Assert.Equal(["{\"a\":\"[REDACTED]\"}"], transcript.Tail(1));
            _ = transcript.Error("#1 0.1\t\u001b[32mlogin with hubtoken\u001b[0m\u202e");

            Assert.Equal(["{\"a\":\"hubtoken\"}"], transcript.StandardOutput);
            Assert.Equal(["#1 0.1\tlogin with [REDACTED]"], transcript.Tail(1));
        }

        Assert.Equal("# Stevedore: docker buildx bake\n{\"a\":\"[REDACTED]\"}\n#1 0.1\tlogin with [REDACTED]\n", File.ReadAllText(file));
    }

    [Theory]
    [InlineData(
        "ERROR: error getting credentials - err: exit status 1, out: `login with s3cret failed`",
        "ERROR: error getting credentials - err: exit status 1, out: [REDACTED]"
    )]
    [InlineData(
        "error getting credentials - err: exit status 1, out: `begins",
        "error getting credentials - err: exit status 1, out: [REDACTED]"
    )]
    [InlineData("RUN echo out: `x`", "RUN echo out: `x`")]
    public void DoesNotRepeatWhatDockerRepeatsOfAHelper(string line, string kept)
    {
        using var transcript = new DockerTranscript(null, "buildx bake", isShown: false, new());

        _ = transcript.Error(line);

        Assert.Equal([kept], transcript.Tail(1));
    }
}
