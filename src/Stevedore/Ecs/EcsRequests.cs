using System.Globalization;
using Cake.Core;
using Stevedore.Arguments;

namespace Stevedore.Ecs;

/// <summary>What the arguments of commands about services ask for.</summary>
internal static class EcsRequests
{
    // What CloudWatch answers at once.
    private const int MostLines = 10_000;
    private const int DefaultLines = 20;

    public static ServiceChoice Services(ICakeArguments arguments) =>
        new(RunOptions.Value(arguments, "cluster"), RunOptions.Value(arguments, "service"));

    /// <exception cref="StevedoreException">A value is none.</exception>
    public static DeployRequest Deploy(ICakeArguments arguments) =>
        new(Services(arguments))
        {
            Release = RunOptions.Value(arguments, "release"),
            Commit = Commit(RunOptions.Value(arguments, "commit")),
            Images = RunOptions.Value(arguments, "image"),
            Force = RunOptions.Flag(arguments, "force"),
            Replace = RunOptions.Flag(arguments, "replace"),
            AllOrNothing = RunOptions.Flag(arguments, "all-or-nothing"),
            UntilPaused = RunOptions.Value(arguments, "wait-until") switch
            {
                null => false,
                "paused" => true,
                var other => throw new StevedoreException(
                    $"Cannot read --wait-until={OutsideText.Line(other, 40)}",
                    "it is not known",
                    "Write --wait-until=paused, or leave it out to wait until it runs."
                ),
            },
        };

    /// <exception cref="StevedoreException">It is no number.</exception>
    public static int Lines(ICakeArguments arguments) =>
        RunOptions.Value(arguments, "lines") is not { } text ? DefaultLines
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var lines) && lines is > 0 and <= MostLines ? lines
        : throw new StevedoreException(
            $"Cannot read --lines={OutsideText.Line(text, 40)}",
            "it is no number of lines",
            Invariant($"Write a whole number from 1 to {MostLines}.")
        );

    private static string? Commit(string? text) =>
        text is null || (text.Length is >= 7 and <= 64 && text.All(char.IsAsciiHexDigit))
            ? text?.ToLowerInvariant()
            : throw new StevedoreException(
                $"Cannot read --commit={OutsideText.Line(text, 80)}",
                "it is no commit",
                "Write 7 to 40 hexadecimal digits of it."
            );
}
