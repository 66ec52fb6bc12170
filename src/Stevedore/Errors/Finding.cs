namespace Stevedore;

/// <summary>What a check has found out about one thing that a run needs.</summary>
/// <param name="Subject">What was looked at, such as <c>builder</c>.</param>
/// <param name="Level">Whether a run gets past it.</param>
/// <param name="Says">What is so, as the beginning of a sentence and without a full stop.</param>
public sealed record Finding(string Subject, FindingLevel Level, string Says)
{
    /// <summary>What to do, in full sentences; empty for nothing.</summary>
    public string Fix { get; init; } = "";

    /// <summary>Further lines.</summary>
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>What a run would fail with.</summary>
    internal static Finding Of(string subject, StevedoreException fault) =>
        new(subject, FindingLevel.Fault, $"{fault.What}: {fault.Why}") { Fix = fault.Fix, Details = fault.Details };
}

/// <summary>Whether a run gets past what was found.</summary>
public enum FindingLevel
{
    /// <summary>It is as it has to be.</summary>
    Fine,

    /// <summary>A run does something about it, such as to create it.</summary>
    Note,

    /// <summary>A run does without it.</summary>
    Warning,

    /// <summary>A run fails of it.</summary>
    Fault,
}
