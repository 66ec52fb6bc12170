using System.Globalization;

namespace Stevedore.Tests;

/// <summary>A culture that writes nothing as the others do, in force until it is disposed: the year of th-TH, the numbers of fa-IR, the dates of fi-FI.</summary>
/// <remarks>Made by hand, since the tests run without the cultures of the machine, which may have none.</remarks>
internal sealed class ForeignCulture : IDisposable
{
    private readonly CultureInfo before = CultureInfo.CurrentCulture;

    public ForeignCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.DateTimeFormat.Calendar = new BuddhistYears();
        culture.DateTimeFormat.DateSeparator = ".";
        culture.DateTimeFormat.TimeSeparator = ".";
        culture.NumberFormat.NumberDecimalSeparator = "٫";
        culture.NumberFormat.NegativeSign = "\u200e\u2212";
        CultureInfo.CurrentCulture = culture;
    }

    public void Dispose() => CultureInfo.CurrentCulture = before;

    // The calendar of th-TH itself is refused where there are no cultures.
    private sealed class BuddhistYears : GregorianCalendar
    {
        public override int GetYear(DateTime time) => base.GetYear(time) + 543;
    }
}
