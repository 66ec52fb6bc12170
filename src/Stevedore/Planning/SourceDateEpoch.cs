using System.Globalization;
using Stevedore.Source;

namespace Stevedore.Planning;

/// <summary>The time that files and images get instead of the clock's.</summary>
/// <remarks><see href="https://reproducible-builds.org/specs/source-date-epoch/"/></remarks>
internal static class SourceDateEpoch
{
    /// <summary>The build argument that a Dockerfile reads it from.</summary>
    public const string Argument = "SOURCE_DATE_EPOCH";

    /// <summary>In seconds since 1970: what the image's arguments say, else the commit's date; null where neither does, or an empty argument says so.</summary>
    /// <exception cref="StevedoreException">The argument is no number.</exception>
    public static long? Of(string image, IEnumerable<KeyValuePair<string, string>> arguments, SourceFacts source)
    {
        var chosen = arguments.FirstOrDefault(argument => argument.Key == Argument).Value;
        if (string.IsNullOrEmpty(chosen))
        {
            return chosen is null ? source.CommitDate?.ToUnixTimeSeconds() : null;
        }

        return long.TryParse(chosen, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : throw new StevedoreException(
                $"Cannot build '{image}'",
                $"images.{image}.args.{Argument} is '{chosen}', which is no number of seconds since 1970",
                "Correct it, or leave it out: the commit's date is then taken."
            );
    }
}
