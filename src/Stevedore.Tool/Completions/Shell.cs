namespace Stevedore.Tool.Completions;

/// <summary>The shells that a completion can be printed for.</summary>
internal static class Shell
{
    public static readonly ImmutableArray<string> Names = ["bash", "zsh", "fish", "pwsh"];

    /// <exception cref="StevedoreException">The shell is none of those.</exception>
    public static string Script(string name, Verbs verbs) =>
        name switch
        {
            "bash" => Bash.Script(CompletedWords.Of(verbs)),
            "zsh" => Zsh.Script(CompletedWords.Of(verbs)),
            "fish" => Fish.Script(CompletedWords.Of(verbs)),
            "pwsh" => PowerShell.Script(CompletedWords.Of(verbs)),
            _ => throw new StevedoreException(
                $"Cannot complete for '{OutsideText.Clean(name)}'",
                "that shell is not known",
                $"Use one of {string.Join(", ", Names)}."
            ),
        };
}
