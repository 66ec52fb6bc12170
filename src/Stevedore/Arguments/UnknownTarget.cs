namespace Stevedore.Arguments;

/// <summary>Finds targets that no task has: Cake says only that there is none, and not which one was meant.</summary>
internal static class UnknownTarget
{
    // What Cake runs where no target is named.
    private const string OfNone = "Default";

    /// <param name="targets">Those of the command line; Cake passes over blank ones.</param>
    /// <param name="known">The name of every task.</param>
    /// <exception cref="StevedoreException">A target is not known.</exception>
    public static void Check(IEnumerable<string?> targets, IReadOnlyCollection<string> known)
    {
        foreach (var target in targets)
        {
            if (!string.IsNullOrWhiteSpace(target) && !known.Contains(target, StringComparer.OrdinalIgnoreCase))
            {
                if (target.Equals(OfNone, StringComparison.OrdinalIgnoreCase))
                {
                    throw new StevedoreException(
                        "Cannot run without a target",
                        $"none was named, and this build has no task {OfNone}",
                        "Name one, such as --target=Ship; --description lists all."
                    );
                }

                var near = Nearest.Of(target, known) ?? known.FirstOrDefault(name => IsPartOf(target, name));
                throw new StevedoreException(
                    $"Cannot run '{OutsideText.Clean(target)}'",
                    "there is no such target",
                    near is null ? "List the targets by --description." : $"Did you mean --target={near}? --description lists all."
                );
            }
        }
    }

    private static bool IsPartOf(string target, string name) =>
        name.StartsWith(target, StringComparison.OrdinalIgnoreCase) || target.StartsWith(name, StringComparison.OrdinalIgnoreCase);
}
