using System.Text.RegularExpressions;

namespace Stevedore.Images;

/// <summary>The SHA-256 digest of a manifest or an index: <c>sha256:</c> and 64 hexadecimal digits.</summary>
public sealed partial record Digest
{
    private Digest(string value) => Value = value;

    /// <summary>The digest with its algorithm.</summary>
    public string Value { get; }

    /// <summary>The hexadecimal digits alone.</summary>
    public string Hex => Value["sha256:".Length..];

    /// <summary>The digest of these very bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> content) =>
        new("sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)));

    /// <summary>Null when <paramref name="text"/> is no SHA-256 digest.</summary>
    public static Digest? TryParse(string? text) => text is not null && Valid().IsMatch(text) ? new(text) : null;

    /// <exception cref="StevedoreException">The text is no SHA-256 digest.</exception>
    public static Digest Parse(string text) =>
        TryParse(text) ?? throw NameFault.Of("digest", text, "'sha256:' and 64 lower-case hexadecimal digits");

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex(@"^sha256:[0-9a-f]{64}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Valid();
}
