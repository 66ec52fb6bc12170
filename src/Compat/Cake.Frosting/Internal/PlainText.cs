namespace Cake.Frosting.Internal;

/// <summary>Text that looks the same in a table of Spectre's as it is.</summary>
internal static class PlainText
{
    /// <summary>The width that Spectre takes where there is no terminal.</summary>
    public const int Width = 80;

    public static string BlankLine { get; } = new(' ', Width);

    public static bool Fits(string text) => IsPlain(text) && text.Length is > 0 and <= Width - 4;

    /// <summary>Whether the text has neither markup nor characters of another width than one.</summary>
    public static bool IsPlain(string text)
    {
        return text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0
            && text.AsSpan().IndexOfAny('[', ']') < 0
            && text.Trim().Length == text.Length;
    }

    /// <summary>Whether standard output is one on which Spectre shows nothing but text, 80 columns wide.</summary>
    public static bool IsAllThatOutputTakes()
    {
        return Console.IsOutputRedirected
            && !HasVariable("GITHUB_ACTIONS")
            && !HasVariable("TF_BUILD")
            && !HasVariable("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION")
            && Console.Out.Encoding.CodePage == 65001
            && WidthOfConsole() == Width;
    }

    private static bool HasVariable(string name) => Environment.GetEnvironmentVariable(name) != null;

    private static int WidthOfConsole()
    {
        try
        {
            return Console.BufferWidth is var width and not 0 ? width : Width;
        }
        catch (IOException)
        {
            return Width;
        }
    }
}
