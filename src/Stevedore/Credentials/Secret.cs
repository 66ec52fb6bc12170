namespace Stevedore.Credentials;

/// <summary>A value that must not be shown. It prints as <c>[REDACTED]</c> wherever it is formatted, and nothing that the run prints holds it.</summary>
public sealed class Secret : IEquatable<Secret>
{
    private readonly string value;
    private readonly Redactor redactor;

    /// <param name="value">The value itself.</param>
    /// <param name="redactor">That of the run, which keeps it out of what others say.</param>
    public Secret(string value, Redactor redactor)
    {
        this.value = value;
        this.redactor = redactor;
        redactor.Keep(value);
    }

    /// <summary>The value itself, for standard input, an environment mount or the private docker config; nowhere else.</summary>
    public string Reveal() => value;

    /// <summary>What was read out of this secret, made from it or got with it, and is one as well.</summary>
    public Secret Derive(string derived) => new(derived, redactor);

    /// <inheritdoc/>
    public bool Equals(Secret? other) => value == other?.value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => value.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Redactor.Mark;
}
