namespace Stevedore.Runs;

/// <summary>Why a run cannot begin beside another one, and what helps.</summary>
internal static class RunFaults
{
    private const string Elsewhere = "name another folder with --output=<folder>";

    public static StevedoreException WouldReplace(RunClaim claim, RunClaim other) =>
        new(
            What(claim),
            $"{other.Name} is writing the files of another release to it, which this one would replace before they are deployed",
            $"Run again after that, or {Elsewhere}."
        );

    public static StevedoreException IsPart(RunClaim claim, RunClaim other) =>
        new(
            What(claim),
            $"{other.Name}, which has started this one and waits for it, {claim.Obstacle(other)}",
            $"Let the outer run do this, start this one after its end, or {Elsewhere} that neither of the two builds from."
        );

    public static StevedoreException TakesTooLong(RunClaim claim, RunClaim other, TimeSpan patience) =>
        new(
            What(claim),
            Invariant($"{other.Name} {claim.Obstacle(other)}, and has not ended within {patience.TotalMinutes:0.#} minutes"),
            $"Wait for its end and run again, end it, or {Elsewhere}."
        );

    public static StevedoreException ShutGate(string file, TimeSpan patience) =>
        new(
            "Cannot tell whether another run is under way",
            Invariant($"some process has held {file} for {patience.TotalMinutes:0.#} minutes"),
            $"End that process (`fuser {file}` tells which it is) and run again."
        );

    private static string What(RunClaim claim) => $"Cannot use the output folder {claim.Output}";
}
