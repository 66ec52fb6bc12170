using Xunit;

namespace Stevedore.Tests.Planning.Dockerfiles;

/// <summary>Texts that stand behind an instruction, after the cases of BuildKit's own parser.</summary>
public sealed class PassingOverHeredocs
{
    [Theory]
    [InlineData("RUN <<EOF", "EOF")]
    [InlineData("run <<EOF", "EOF")]
    [InlineData("RUN 3<<EOF cat", "EOF")]
    [InlineData("RUN <<-EOF", "EOF")]
    [InlineData("RUN <<-EOF", "\t\tEOF")]
    [InlineData("RUN <<'EOF'", "EOF")]
    [InlineData("RUN <<-'EOF' cat > x", "\tEOF")]
    [InlineData("RUN <<\"EOF\"", "EOF")]
    [InlineData("RUN <<EO\"F\"", "EOF")]
    [InlineData("RUN <<eo\\'f", "eo'f")]
    [InlineData("RUN <<'e'o\\'f", "eo'f")]
    [InlineData("RUN <<'one two'", "one two")]
    [InlineData("RUN <<\\EOT", "EOT")]
    [InlineData("RUN <<$EOF", "$EOF")]
    [InlineData("RUN <<${EOF}", "${EOF}")]
    [InlineData("RUN <<  EOF", "EOF")]
    [InlineData("RUN <<  EOF  > foo", "EOF")]
    [InlineData("RUN << -EOF", "-EOF")]
    [InlineData("RUN <<file.txt", "file.txt")]
    [InlineData("RUN <<1", "1")]
    [InlineData("RUN --mount=type=cache,target=/foo <<EOF", "EOF")]
    [InlineData("RUN echo 'it is' <<EOF", "EOF")]
    [InlineData("RUN [ -f x ] && cat <<EOF", "EOF")]
    [InlineData("RUN cat \\\n  <<EOF", "EOF")]
    [InlineData("COPY <<EOF /x", "EOF")]
    [InlineData("COPY --chmod=755 <<\"END-OF-SQL\" /q", "END-OF-SQL")]
    [InlineData("ADD <<EOF /x", "EOF")]
    [InlineData("ONBUILD RUN <<EOF cat", "EOF")]
    [InlineData("ONBUILD COPY <<-EOF /x", "\tEOF")]
    public void ReadsNothingInThem(string instruction, string ending)
    {
        AssertBase("alpine", $"FROM alpine\n{instruction}\n# a comment\nFROM nginx\nFROM \\\n{ending}\nCMD [\"x\"]");
        AssertBase("alpine", $"FROM alpine\n{instruction}\nFROM nginx\n{ending}\nCMD [\"x\"]".ReplaceLineEndings("\r\n"));
    }

    [Fact]
    public void ReadsOnBehindThem() => AssertBase("nginx", "FROM alpine\nRUN <<EOF\nFROM a\nEOF\nFROM nginx");

    [Fact]
    public void ReadsSeveralInTheirOrder()
    {
        AssertBase("nginx", "FROM alpine\nCOPY <<\"one\" <<two /x/\nFROM a\ntwo\none\nFROM b\none\ntwo\nFROM nginx");
        AssertBase("alpine", "FROM alpine\nCOPY <<X <<Y /dest\nY\nX\nX\nFROM nginx\nY\n");
    }

    [Theory]
    [InlineData("EOF ")]
    [InlineData(" EOF")]
    [InlineData("\tEOF")]
    [InlineData("eof")]
    [InlineData("EOF2")]
    public void EndsThemWithThatVeryLine(string ending) => AssertBase("alpine", $"FROM alpine\nRUN <<EOF\n{ending}\nFROM nginx\nEOF");

    [Theory]
    [InlineData("RUN cat <<<EOF")]
    [InlineData("RUN echo $((1<<3))")]
    [InlineData("RUN echo $((1 << 3))")]
    [InlineData("RUN \"<<EOF\"")]
    [InlineData("RUN '<<EOF'")]
    [InlineData("RUN echo \"a <<EOF b\"")]
    [InlineData("RUN echo \\<<EOF")]
    [InlineData("RUN cat<<EOF")]
    [InlineData("RUN [\"<<EOF\"]")]
    [InlineData("RUN [\"sh\", \"-c\", \"cat <<EOF\"]")]
    [InlineData("COPY [\"<<EOF\", \"/x\"]")]
    [InlineData("RUN echo it's <<EOF")]
    [InlineData("LABEL note=\"a <<EOF b\"")]
    [InlineData("USER <<EOF")]
    [InlineData("CMD cat <<EOF")]
    [InlineData("ENTRYPOINT <<EOF")]
    [InlineData("ENV X=<<EOF")]
    [InlineData("ONBUILD CMD cat <<EOF")]
    [InlineData("# RUN <<EOF")]
    public void ReadsOnBehindWhatIsNone(string line) => AssertBase("nginx", $"FROM alpine\n{line}\nFROM nginx\nEOF\n");

    private static void AssertBase(string expected, string text) => Assert.Equal(expected, DockerfileCase.Needs(text).Base?.Name);
}
