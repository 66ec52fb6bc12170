namespace Stevedore.Terminal;

/// <summary>Asks a person at the terminal for a line.</summary>
internal static class LinePrompt
{
    /// <summary>Whether somebody is there to answer.</summary>
    public static bool IsPossible => !StandardInput.IsClosed && !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <param name="standard">What an empty answer means; empty for nothing.</param>
    public static string Ask(IOutput output, string question, string standard)
    {
        output.Lines([$"{question} [{(standard.Length > 0 ? standard : "none")}]:"]);
        return Console.In.ReadLine()?.Trim() is { Length: > 0 } answer ? answer : standard;
    }
}
