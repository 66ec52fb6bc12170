using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Stevedore.Settings.Rules;

namespace Stevedore.Credentials;

/// <summary>The keys of a secret, for a message. A token may have been stored as the key, so that only words which everybody uses are shown.</summary>
internal static class KeyNames
{
    // DOCKER_USERNAME, docker-hub.token, dockerPassword
    private static readonly Regex Word = new("[-_. ]|(?<=[a-z])(?=[A-Z])", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        """
        access account api app auth aws base credential credentials db database default dev docker dockerhub ecr email engine env
        host hub id identity image key login mail name npm org pass passwd password pat port prod production pull push pwd read
        registry region role secret server service staging test token type uri url user userid username value version write
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Such as <c>user, TOKEN and 2 others</c>; null for no keys.</summary>
    public static string? Shown(IEnumerable<string> keys)
    {
        var all = keys.ToArray();
        var known = all.Where(IsCommon).ToArray();
        var others = all.Length - known.Length;
        return (known.Length, others) switch
        {
            (0, 0) => null,
            (0, 1) => "one other",
            (0, _) => Invariant($"{others} others"),
            (_, 0) => string.Join(", ", known),
            _ => $"{string.Join(", ", known)} and {(others == 1 ? "one other" : Invariant($"{others} others"))}",
        };
    }

    private static bool IsCommon(string key) => Word.Split(key) is var words && words.All(word => word.Length == 0 || Words.Contains(word));
}
