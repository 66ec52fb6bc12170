using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.Tests.Errors;

public sealed class RedactingStreams : IDisposable
{
    private const string Token = "dckr_pat_A1b2C3d4E5f6";

    private readonly StringWriter shown = new() { NewLine = "\n" };
    private readonly Redactor redactor = new();

    public RedactingStreams()
    {
        redactor.Keep(Token);
    }

    public void Dispose() => shown.Dispose();

    [Fact]
    public void HidesWhatIsWrittenInPieces()
    {
        using var writer = new RedactedWriter(shown, redactor) { NewLine = "\n" };

        writer.Write("is ");
        Assert.Equal("is ", shown.ToString());
        writer.Write(Token[..5]);
        Assert.Equal("is ", shown.ToString());
        writer.Write(Token[5..^2].ToCharArray());
        writer.Write(Token[^2]);
        writer.Write(Token[^1]);
        writer.WriteLine(" it");

        Assert.Equal("is [REDACTED] it\n", shown.ToString());
    }

    [Fact]
    public void ShowsAQuestionAtOnce()
    {
        using var writer = new RedactedWriter(shown, redactor);

        writer.Write("Continue? d");
        Assert.Equal("Continue? ", shown.ToString());
        writer.Flush();

        Assert.Equal("Continue? d", shown.ToString());
    }

    [Fact]
    public void GivesTheSameWhereverItIsDivided() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNegativeInt[]>(),
                cuts =>
                {
                    var text = $"#1 {Token}\nx{Token}y{Token[..12]}\n{Token}{Token}\ndckr_pat_\n";
                    var whole = new StringWriter();
                    using var writer = new RedactedWriter(whole, redactor);
                    var from = 0;
                    foreach (var cut in cuts.Select(cut => cut.Get % text.Length).Order())
                    {
                        writer.Write(text[from..cut]);
                        from = cut;
                    }

                    writer.Write(text[from..]);
                    writer.Flush();
                    return whole.ToString() == redactor.Redact(text);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void HidesInSentencesOfJsonAndLeavesReferences()
    {
        const string json = """
            {
              "reference": "docker.io/dckr_pat_A1b2C3d4E5f6/web:1",
              "problem": "it said \"dckr_pat_A1b2C3d4E5f6\" and\nmore",
              "count": 3
            }
            """;

        Assert.Equal(
            json.Replace("said \\\"dckr_pat_A1b2C3d4E5f6", "said \\\"[REDACTED]", StringComparison.Ordinal),
            RedactedJson.Of(Encoding.UTF8.GetBytes(json), redactor)
        );
    }
}
