namespace Stevedore.Planning.Dockerfiles;

/// <summary>What <c>${name:-word}</c> and its kin come to.</summary>
internal static class ShellSubstitution
{
    /// <summary>Null when the variable is demanded and not there, or its value is not known and matters.</summary>
    /// <param name="sign">Such as <c>-</c> or <c>:-</c>: with a colon, what is empty counts as not set.</param>
    /// <param name="value">Null when it is not set or not known.</param>
    public static string? Of(string sign, string word, string? value, bool isSet)
    {
        var isUnknown = isSet && value is null;
        var hasValue = isSet && (value?.Length > 0 || !sign.StartsWith(':'));
        return sign[^1] switch
        {
            '+' when isUnknown && sign.StartsWith(':') => null,
            '+' => hasValue ? word : "",
            _ when isUnknown => null,
            '-' => hasValue ? value : word,
            '?' => hasValue ? value : null,
            // The first sign is what is cut: two of them cut as much as they can. A colon before them says nothing.
            '#' => ShellPattern.CutPrefix(value ?? "", word.StartsWith('#') ? word[1..] : word, word.StartsWith('#')),
            _ => ShellPattern.CutSuffix(value ?? "", word.StartsWith('%') ? word[1..] : word, word.StartsWith('%')),
        };
    }
}
