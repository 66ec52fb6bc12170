using System.Buffers;

namespace Stevedore;

/// <summary>What a token looks like, wherever it was put by mistake.</summary>
internal static class TokenShape
{
    /// <summary>The shortest text that is taken for a token by its letters alone.</summary>
    public const int Shortest = 16;

    /// <summary>What stands around a token in a file or a sentence.</summary>
    public const string Delimiters = " \t\r\n\"'=,;{}[]()<>|";

    private const string Hidden = "(not shown: it looks like a token)";
    private const int ShortestWithPrefix = 12;
    private const int ShortestWithoutPrefix = 20;

    private static readonly SearchValues<char> DelimiterSearch = SearchValues.Create(Delimiters);

    // How Docker, GitHub, GitLab, npm, Slack, AWS and JSON web tokens begin.
    private static readonly string[] Prefixes =
    [
        "dckr_",
        "ghp_",
        "gho_",
        "ghu_",
        "ghs_",
        "ghr_",
        "github_pat_",
        "glpat-",
        "gldt-",
        "npm_",
        "xox",
        "AKIA",
        "ASIA",
        "eyJ",
    ];

    /// <summary>Whether a text is a token for sure, so that it may be refused in another's place.</summary>
    public static bool IsToken(string text) =>
        text.Length >= ShortestWithPrefix && Prefixes.Any(prefix => text.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Whether a user name, a key or a variable's name may be a token instead, so that it had better not be shown.</summary>
    public static bool Fits(string text) => IsToken(text) || (text.Length >= ShortestWithoutPrefix && IsRandom(text));

    /// <summary>Whether no part of it is likely to stand in other text.</summary>
    public static bool IsRandom(string text) =>
        text.Length >= Shortest
        && text.Any(char.IsAsciiDigit)
        && text.Any(char.IsAsciiLetter)
        && text.AsSpan().IndexOfAny(DelimiterSearch) < 0;

    /// <summary>A name as messages show it: in quotation marks, unless it is a token.</summary>
    public static string Quoted(string name) => Fits(name) ? Hidden : $"'{name}'";

    /// <summary>The name of an environment variable as messages show it. These are long and have digits, too, but no small letters.</summary>
    public static string Variable(string name) => Fits(name) && name.Any(char.IsAsciiLetterLower) ? Hidden : name;
}
