using System.Text;

namespace Stevedore;

/// <summary>Writes what it is given without the secrets of the run, wherever one write ends and the next begins.</summary>
internal sealed class RedactedWriter(TextWriter inner, Redactor redactor) : TextWriter
{
    private readonly Lock gate = new();
    private string held = "";

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <summary>Where it is written to.</summary>
    public TextWriter Inner => inner;

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        lock (gate)
        {
            var text = held + value;
            // No form of a secret goes over the end of a line.
            var lines = text.LastIndexOf('\n') + 1;
            var decided = lines + redactor.Undecided(text[lines..]);
            held = text[decided..];
            Pass(text[..decided]);
        }
    }

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + CoreNewLineText);

    /// <inheritdoc/>
    public override void Flush()
    {
        lock (gate)
        {
            var rest = held;
            held = "";
            Pass(rest);
            inner.Flush();
        }
    }

    private string CoreNewLineText => new(CoreNewLine);

    private void Pass(string text)
    {
        if (text.Length > 0)
        {
            inner.Write(redactor.Redact(text));
        }
    }
}
