namespace Stevedore.Shipping;

/// <summary>Fails a check of credentials whose reasons have been shown.</summary>
internal static class AccessFault
{
    /// <exception cref="StevedoreException">At least one check failed.</exception>
    public static void ThrowIfAny(ImmutableArray<AccessCheck> checks)
    {
        var failed = checks.Count(check => check.Problem is not null);
        if (failed > 0)
        {
            throw new StevedoreException(
                "The credentials are not all right",
                Invariant($"{failed} of {checks.Length} {(checks.Length == 1 ? "check" : "checks")} failed"),
                "Each reason stands below the table."
            );
        }
    }
}
