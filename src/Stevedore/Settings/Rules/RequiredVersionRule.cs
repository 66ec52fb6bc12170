using System.Globalization;

namespace Stevedore.Settings.Rules;

/// <summary>The oldest Stevedore that reads a file, in numbers. Its previews count as it.</summary>
internal sealed class RequiredVersionRule : ISettingRule
{
    private const int MostNumbers = 3;

    public string? Pattern => "^[0-9]{1,9}(?:[.][0-9]{1,9}){0,2}$";

    public Complaint? Check(string text) =>
        Numbers(text) is not null
            ? null
            : new(
                $"'{text}' is not a version",
                "write the oldest Stevedore that will do in numbers, such as 0.3; its previews count as it"
            );

    /// <summary>Why a Stevedore of this version will not do; null where it will, or where what is required is no version.</summary>
    /// <param name="required">As the file says it.</param>
    /// <param name="version">Of the Stevedore that reads the file.</param>
    public static Complaint? Unmet(string required, string version) =>
        Numbers(required) is { } needed && Numbers(version.Split('-', '+')[0]) is { } own && IsLess(own, needed)
            ? new(
                $"the file is for Stevedore {required} or later, and this is {version}",
                "update it with `stevedore update` (or the target Update), or remove the key if the file needs nothing newer"
            )
            : null;

    private static bool IsLess(int[] own, int[] needed) =>
        own.Zip(needed).FirstOrDefault(pair => pair.First != pair.Second) is var (first, second) && first < second;

    // What is not said is zero.
    private static int[]? Numbers(string text)
    {
        var parts = text.Split('.');
        if (parts.Length > MostNumbers || !Array.TrueForAll(parts, part => part.Length is > 0 and < 10 && part.All(char.IsAsciiDigit)))
        {
            return null;
        }

        var numbers = new int[MostNumbers];
        for (var index = 0; index < parts.Length; index++)
        {
            numbers[index] = int.Parse(parts[index], CultureInfo.InvariantCulture);
        }

        return numbers;
    }
}
