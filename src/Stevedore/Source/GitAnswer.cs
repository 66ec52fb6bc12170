namespace Stevedore.Source;

internal sealed record GitAnswer(int ExitCode, ImmutableArray<string> Lines, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>One value that may itself have line breaks, such as a path.</summary>
    public string Text => string.Join('\n', Lines);
}
