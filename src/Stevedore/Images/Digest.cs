using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Stevedore.Images;

/// <summary>The digest of a manifest, an index or a blob: <c>sha256:</c> and 64 hexadecimal digits, or <c>sha512:</c> and 128.</summary>
/// <remarks>The two algorithms that <see href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md#registered-algorithms"/> lists.</remarks>
public sealed record Digest
{
    private static readonly Regex Valid = new(
        @"^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );
    private const string Sha256 = "sha256";

    private Digest(string value) => Value = value;

    /// <summary>The digest with its algorithm.</summary>
    public string Value { get; }

    /// <summary>The hexadecimal digits alone.</summary>
    public string Hex => Value[(Algorithm.Length + 1)..];

    /// <summary><c>sha256</c> or <c>sha512</c>.</summary>
    public string Algorithm => Value[..Value.IndexOf(':', StringComparison.Ordinal)];

    /// <summary>The SHA-256 digest of these very bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> content) => From(Sha256, SHA256.HashData(content));

    /// <summary>The digest of other bytes by this one's algorithm: the same where they are the same bytes.</summary>
    public Digest OfSameKind(ReadOnlySpan<byte> content) => Algorithm == Sha256 ? Of(content) : From(Algorithm, SHA512.HashData(content));

    /// <summary>Null when <paramref name="text"/> is no digest.</summary>
    public static Digest? TryParse(string? text) => text is not null && Valid.IsMatch(text) ? new(text) : null;

    /// <exception cref="StevedoreException">The text is no digest.</exception>
    public static Digest Parse(string text) =>
        TryParse(text) ?? throw NameFault.Of("digest", text, "'sha256:' and 64 lower-case hexadecimal digits, or 'sha512:' and 128");

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Begins to compute a digest by this one's algorithm, of bytes that come one after the other.</summary>
    internal IncrementalHash Begin() =>
        IncrementalHash.CreateHash(Algorithm == Sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512);

    /// <summary>The digest of what was added since <see cref="Begin"/>.</summary>
    internal Digest End(IncrementalHash hash) => From(Algorithm, hash.GetHashAndReset());

    private static Digest From(string algorithm, ReadOnlySpan<byte> hash) => new($"{algorithm}:{Convert.ToHexStringLower(hash)}");
}
