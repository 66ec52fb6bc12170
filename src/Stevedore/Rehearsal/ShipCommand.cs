using Cake.Core.Diagnostics;

namespace Stevedore.Rehearsal;

/// <summary>The command that a rehearsal runs in the lab: this very program, with the target <c>Ship</c>.</summary>
internal static class ShipCommand
{
    // --target and --lab are the rehearsal's own; the short forms are Cake's.
    private static readonly ImmutableHashSet<string> Own = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "target",
        "t",
        "lab",
        "allow-dirty",
        "exclusive",
        "e",
        "verbosity",
        "v"
    );

    /// <param name="program">How this program was started: the runtime and the assembly, or the program alone.</param>
    /// <param name="arguments">This command's arguments, by name.</param>
    /// <param name="verbosity">This run's verbosity, which the host takes out of the arguments.</param>
    public static ImmutableArray<string> Of(
        IEnumerable<string> program,
        IEnumerable<KeyValuePair<string, ICollection<string>>> arguments,
        Verbosity verbosity
    ) =>
        [
            .. program,
            "--target=Ship",
            "--allow-dirty",
            .. from argument in arguments
            where !Own.Contains(argument.Key)
            from value in argument.Value
            select string.IsNullOrEmpty(value) ? $"--{argument.Key}" : $"--{argument.Key}={value}",
            $"--verbosity={verbosity.ToString().ToLowerInvariant()}",
        ];
}
