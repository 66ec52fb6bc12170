namespace Stevedore.Init;

/// <summary>A file of the repository as it is to be.</summary>
/// <param name="Path">With slashes, below the folder of the repository.</param>
/// <param name="Text">All of it.</param>
internal sealed record InitFile(string Path, string Text)
{
    /// <summary>Whether it keeps all that is in the file now.</summary>
    public bool IsAddition { get; init; }

    /// <summary>Whether it says itself if somebody has changed it: one that nobody has is made again without being asked.</summary>
    public bool IsGenerated { get; init; }

    /// <summary>Whether it is a program.</summary>
    public bool IsProgram { get; init; }
}

/// <summary>What is to be written, and what a person should know of it.</summary>
/// <param name="Files">In the order in which they are told.</param>
/// <param name="Notes">One sentence each.</param>
/// <param name="Ship">The command that ships.</param>
internal sealed record InitPlan(ImmutableArray<InitFile> Files, ImmutableArray<string> Notes, string Ship)
{
    /// <summary>What is there already, and has to be in the commit as well.</summary>
    public ImmutableArray<string> Others { get; init; } = [];
}
