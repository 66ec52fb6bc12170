namespace Stevedore.Runs;

/// <summary>How long a process is waited for, and how much of what it prints is read.</summary>
/// <param name="Stall">Without progress.</param>
/// <param name="Longest">In all.</param>
/// <param name="MostPrinted">In bytes, of both streams together.</param>
/// <param name="CountsWork">Whether it is progress that it reads, writes or computes; else only what it prints is.</param>
internal sealed record ProcessLimits(TimeSpan Stall, TimeSpan Longest, long MostPrinted, bool CountsWork = true)
{
    /// <summary>What holds where work counts and may not be known: who is silent may be working then.</summary>
    public ProcessLimits Where(bool isWorkKnown) => CountsWork && !isWorkKnown ? this with { Stall = Longest } : this;
}
