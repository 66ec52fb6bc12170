namespace Stevedore.Init;

/// <summary>What becomes of a file.</summary>
internal enum InitOutcome
{
    /// <summary>It was not there.</summary>
    Written,

    /// <summary>Lines are added to it.</summary>
    Extended,

    /// <summary>It was there, and is another now.</summary>
    Replaced,

    /// <summary>It is as it is to be.</summary>
    Same,

    /// <summary>It is another one, and stays.</summary>
    Kept,
}

/// <summary>A file and what becomes of it.</summary>
internal sealed record PlannedFile(InitFile Wanted, InitOutcome Outcome)
{
    /// <summary>Whether something is written.</summary>
    public bool Writes => Outcome is InitOutcome.Written or InitOutcome.Extended or InitOutcome.Replaced;

    /// <param name="there">Its text now; null where it is not there.</param>
    public static PlannedFile Of(InitFile file, string? there, bool force) =>
        new(
            file,
            there is null ? InitOutcome.Written
                : there.ReplaceLineEndings("\n") == file.Text.ReplaceLineEndings("\n") ? InitOutcome.Same
                : file.IsGenerated && Stacks.GeneratedText.IsUntouched(there) ? InitOutcome.Replaced
                : file.IsAddition ? InitOutcome.Extended
                : force ? InitOutcome.Replaced
                : InitOutcome.Kept
        );

    /// <summary>What a person is told.</summary>
    /// <param name="there">Its text before; null where it was not there.</param>
    public IEnumerable<string> Lines(string? there) =>
        Outcome switch
        {
            InitOutcome.Written => [$"{Wanted.Path}: written"],
            InitOutcome.Extended => [$"{Wanted.Path}: added to"],
            InitOutcome.Replaced => [$"{Wanted.Path}: replaced"],
            InitOutcome.Same => [$"{Wanted.Path}: as it is to be"],
            _ => [$"{Wanted.Path}: kept; with --force this would change:", .. TextDifference.Of(there ?? "", Wanted.Text)],
        };
}
