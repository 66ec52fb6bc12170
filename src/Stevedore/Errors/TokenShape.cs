using System.Buffers;

namespace Stevedore;

/// <summary>What a token looks like, wherever it was put by mistake.</summary>
internal static class TokenShape
{
    /// <summary>The shortest text that is taken for a token by its letters alone.</summary>
    public const int Shortest = 16;

    /// <summary>What stands around a token in a file or a sentence.</summary>
    public const string Delimiters = " \t\r\n\"'=,;{}[]()<>|";

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

    /// <summary>Whether a user name, a key or a variable's name is a token instead.</summary>
    public static bool Fits(string text) =>
        text.Length >= 12 && Prefixes.Any(prefix => text.StartsWith(prefix, StringComparison.Ordinal))
        || text.Length >= ShortestWithoutPrefix && IsRandom(text);

    /// <summary>Whether no part of it is likely to stand in other text.</summary>
    public static bool IsRandom(string text) =>
        text.Length >= Shortest
        && text.Any(char.IsAsciiDigit)
        && text.Any(char.IsAsciiLetter)
        && text.AsSpan().IndexOfAny(DelimiterSearch) < 0;

    /// <summary>A name as messages show it: in quotation marks, unless it is a token.</summary>
    public static string Quoted(string name) => Fits(name) ? "(not shown: it looks like a token)" : $"'{name}'";
}
