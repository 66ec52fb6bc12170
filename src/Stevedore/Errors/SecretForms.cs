using System.Collections.Frozen;
using System.Text;

namespace Stevedore;

/// <summary>The ways in which a secret may stand in a text, escaping apart.</summary>
internal static class SecretForms
{
    /// <summary>Shorter ones cannot be told from other text.</summary>
    public const int Shortest = 4;

    private const int ShortestPart = 8;

    // Where these were hidden, the gaps in our own words would tell them.
    private static readonly FrozenSet<string> Words = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ["test", "admin", "root", "user", "username", "password", "passwd", "secret", "token", "docker", "registry", "none", "null", "true"]
    );

    /// <summary>None for a value that is too short, or too common a word.</summary>
    public static IEnumerable<string> Of(string value) =>
        Parts(value).SelectMany(part => Base64(part).Concat(Hex(part)).Prepend(part)).Distinct(StringComparer.Ordinal);

    // A file's lines are printed one by one, and its tokens without what stands around them.
    private static IEnumerable<string> Parts(string value)
    {
        var whole = value.Trim();
        if (whole.Length < Shortest || Words.Contains(whole))
        {
            return [];
        }

        var lines = whole.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.Length >= ShortestPart);
        var tokens = whole.Split([.. TokenShape.Delimiters], StringSplitOptions.RemoveEmptyEntries).Where(TokenShape.IsRandom);
        // How a form writes a space.
        return [whole, whole.Replace(' ', '+'), .. lines, .. tokens];
    }

    private static IEnumerable<string> Hex(string part)
    {
        var bytes = Encoding.UTF8.GetBytes(part);
        return [Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes)];
    }

    private static IEnumerable<string> Base64(string part)
    {
        var bytes = Encoding.UTF8.GetBytes(part);
        return Enumerable
            .Range(0, 3)
            .Select(before => Middle(bytes, before))
            .Where(middle => middle.Length >= ShortestPart)
            .Append(Convert.ToBase64String(bytes).TrimEnd('='))
            .SelectMany(text => new[] { text, text.Replace('+', '-').Replace('/', '_') });
    }

    // Between other bytes, as a password behind its user name, only the middle is always the same.
    private static string Middle(byte[] bytes, int before)
    {
        var text = Convert.ToBase64String([.. new byte[before], .. bytes]);
        return text[(((before * 8) + 5) / 6)..((before + bytes.Length) * 8 / 6)];
    }
}
