namespace Cake.Frosting.Internal;

/// <summary>An option of a plain command line.</summary>
/// <param name="Name">With its dashes.</param>
/// <param name="Value">Null when none was given.</param>
internal sealed record PlainOption(string Name, string Value)
{
    public bool IsLong => Name.StartsWith("--", StringComparison.Ordinal);

    public static bool TryParse(string argument, out PlainOption option)
    {
        var end = argument.IndexOf('=', StringComparison.Ordinal);
        option = end < 0 ? new(argument, Value: null) : new(argument[..end], argument[(end + 1)..]);
        return IsPlainName(option.Name) && (option.Value == null || (option.IsLong && IsPlainValue(option.Value)));
    }

    /// <summary>Whether the value means itself: quotes and blanks around it are for Spectre to judge.</summary>
    public static bool IsPlainValue(string value)
    {
        return value.Length > 0
            && !char.IsWhiteSpace(value[0])
            && !char.IsWhiteSpace(value[^1])
            && !value.Contains('"', StringComparison.Ordinal);
    }

    private static bool IsPlainName(string name)
    {
        if (name.Length == 2)
        {
            return name is "-t" or "-w" or "-v" or "-e";
        }

        return name.Length > 3
            && name.StartsWith("--", StringComparison.Ordinal)
            && char.IsAsciiLetter(name[2])
            && name.AsSpan(2).IndexOfAnyExcept(NameCharacters) < 0;
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
    );
}
