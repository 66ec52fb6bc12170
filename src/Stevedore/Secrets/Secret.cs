namespace Stevedore.Secrets;

/// <summary>A value that must not be shown. It prints as <c>[REDACTED]</c> wherever it is formatted.</summary>
public sealed class Secret(string value)
{
    private readonly string value = value;

    /// <summary>The value itself, for standard input, an environment mount or the private docker config; nowhere else.</summary>
    public string Reveal() => value;

    /// <inheritdoc/>
    public override string ToString() => "[REDACTED]";
}
