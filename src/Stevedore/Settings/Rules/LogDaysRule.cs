using System.Globalization;

namespace Stevedore.Settings.Rules;

/// <summary>How long logs are kept: CloudWatch Logs takes some numbers of days alone.</summary>
internal sealed class LogDaysRule : ISettingRule
{
    private static readonly ImmutableArray<int> Days =
    [
        1,
        3,
        5,
        7,
        14,
        30,
        60,
        90,
        120,
        150,
        180,
        365,
        400,
        545,
        731,
        1096,
        1827,
        2192,
        2557,
        2922,
        3288,
        3653,
    ];

    public Complaint? Check(string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days == 0)
        {
            return new($"{text} is no number of days", "write a whole number above 0, such as 90");
        }

        return Days.Contains(days)
            ? null
            : new(
                $"CloudWatch Logs cannot keep logs for {text} days",
                Invariant($"write {Days.Where(known => known > days).DefaultIfEmpty(Days[^1]).First()}, which it can")
            );
    }
}
