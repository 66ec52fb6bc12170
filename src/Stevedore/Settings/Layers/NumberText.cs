using System.Globalization;

namespace Stevedore.Settings.Layers;

/// <summary>The digits of a number as a value of the type that it is bound to.</summary>
internal static class NumberText
{
    /// <summary>Null, and what is wrong, where that type has no such value.</summary>
    public static (object? Value, Complaint? Complaint) Read(string digits, Type type)
    {
        if (!decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return (null, OutOfRange);
        }

        if (IsWhole(type) && number != decimal.Truncate(number))
        {
            return (null, new("must be a whole number", "correct it"));
        }

        try
        {
            return (Convert.ChangeType(number, type, CultureInfo.InvariantCulture), null);
        }
        catch (OverflowException)
        {
            return (null, OutOfRange);
        }
    }

    public static bool IsWhole(Type type) => type != typeof(decimal) && type != typeof(double) && type != typeof(float);

    private static Complaint OutOfRange => new("is too large or too small a number", "correct it");
}
