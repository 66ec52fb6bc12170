using System.Globalization;
using System.Net.Http.Headers;

namespace Stevedore.Registries.Distribution;

/// <summary>When an answer asks for the same to be asked again.</summary>
/// <remarks><see href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3"/></remarks>
internal static class RetryAfter
{
    private const string Name = "Retry-After";

    // The header has no more.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(int.MaxValue);

    /// <summary>Null where it does not say. A date is held against that of the answer, since two clocks differ.</summary>
    public static RetryConditionHeaderValue? Of(HttpResponseMessage response)
    {
        var asked =
            response.Headers.RetryAfter
            ?? (response.Headers.NonValidated.TryGetValues(Name, out var said) ? Lenient($"{said}".Trim()) : null);
        return asked?.Date is { } date && response.Headers.Date is { } now ? new(Between(date - now)) : asked;
    }

    private static TimeSpan Between(TimeSpan wait) =>
        wait < TimeSpan.Zero ? TimeSpan.Zero
        : wait > Longest ? Longest
        : wait;

    // More seconds than .NET counts, and dates whose weekday is another: they are meant all the same.
    private static RetryConditionHeaderValue? Lenient(string said) =>
        said.Length > 0 && said.All(char.IsAsciiDigit) ? new(Longest)
        : DateTimeOffset.TryParseExact(
            said[(said.IndexOf(',') + 1)..],
            "d MMM yyyy H:m:s 'GMT'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces,
            out var date
        )
            ? new(date)
        : null;
}
