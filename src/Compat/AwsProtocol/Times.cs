using System.Globalization;

namespace Stevedore.Compat.AwsProtocol;

/// <summary>The ways in which the models let a time be written.</summary>
internal enum TimeFormat
{
    Iso8601,
    Rfc822,

    /// <summary>Seconds since 1970.</summary>
    UnixTimestamp,
}

/// <summary>Times as the services write them.</summary>
internal static class Times
{
    public static string Text(DateTime time, TimeFormat format)
    {
        var utc = time.ToUniversalTime();
        return format switch
        {
            TimeFormat.Iso8601 when utc.Millisecond == 0 => utc.ToString(@"yyyy-MM-dd\THH:mm:ss\Z", CultureInfo.InvariantCulture),
            TimeFormat.Iso8601 => utc.ToString(@"yyyy-MM-dd\THH:mm:ss.fff\Z", CultureInfo.InvariantCulture),
            TimeFormat.Rfc822 => utc.ToString("r", CultureInfo.InvariantCulture),
            _ => Seconds(utc).ToString(CultureInfo.InvariantCulture),
        };
    }

    public static decimal Seconds(DateTime time) => (long)(time.ToUniversalTime() - DateTime.UnixEpoch).TotalMilliseconds / 1000m;

    /// <summary>Whatever the model says: servers that stand in for AWS do not keep to it.</summary>
    public static DateTime Parse(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var seconds)
            ? DateTime.UnixEpoch.AddMilliseconds(Math.Round(seconds * 1000))
            : DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
