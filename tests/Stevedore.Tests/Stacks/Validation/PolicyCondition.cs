using System.Globalization;
using System.Net;

namespace Stevedore.Tests.Stacks.Validation;

/// <summary>One operator on one key.</summary>
/// <param name="Operator">As it is written.</param>
/// <param name="Set"><c>ForAnyValue</c> or <c>ForAllValues</c>; null for a key of one value.</param>
/// <param name="Comparison">The operator without that and without <c>IfExists</c>.</param>
internal sealed record PolicyCondition(
    string Operator,
    string? Set,
    string Comparison,
    bool IfExists,
    string Key,
    ImmutableArray<string> Values
)
{
    /// <param name="body">Without functions.</param>
    public static ImmutableArray<PolicyCondition> In(Mapping body) =>
        [
            .. body.Entries.SelectMany(one =>
                one.Value.Map().Entries.Select(key => Read(one.Key, key.Key, [.. key.Value.Elements().Select(value => value.Show())]))
            ),
        ];

    /// <param name="expand">Gives policy variables their values.</param>
    public bool IsMet(PolicyRequest request, Func<string, string> expand)
    {
        var present = request.Context.TryGetValue(Key, out var asked);
        if (Comparison == "Null")
        {
            return Values.Any(value => bool.Parse(value) != present);
        }

        if (!present && (IfExists || Set == "ForAllValues"))
        {
            return true;
        }

        var negative = Comparison.Contains("Not", StringComparison.Ordinal);
        if (!present)
        {
            return negative && Set is null;
        }

        ImmutableArray<string> values = [.. Values.Select(expand)];
        bool Holds(string one) => negative ? values.All(value => !Compare(one, value)) : values.Any(value => Compare(one, value));
        return Set switch
        {
            "ForAllValues" => asked.All(Holds),
            "ForAnyValue" => asked.Any(Holds),
            _ => asked is [var only] && Holds(only),
        };
    }

    private static PolicyCondition Read(string written, string key, ImmutableArray<string> values)
    {
        var (set, rest) = written.Split(':', 2) is [var first, var second] ? (first, second) : (null, written);
        var ifExists = rest.EndsWith("IfExists", StringComparison.Ordinal);
        return new(written, set, ifExists ? rest[..^"IfExists".Length] : rest, ifExists, key, values);
    }

    // Always the positive form: a negative operator is met when none of its values is.
    private bool Compare(string asked, string value) =>
        Comparison switch
        {
            "StringEquals" or "StringNotEquals" => asked == Wildcard.Plain(value),
            "StringEqualsIgnoreCase" or "StringNotEqualsIgnoreCase" => asked.Equals(
                Wildcard.Plain(value),
                StringComparison.OrdinalIgnoreCase
            ),
            "StringLike" or "StringNotLike" => Wildcard.Matches(value, asked),
            "ArnEquals" or "ArnLike" or "ArnNotEquals" or "ArnNotLike" => IsArn(asked, value),
            "Bool" => asked.Equals(value, StringComparison.OrdinalIgnoreCase),
            "IpAddress" or "NotIpAddress" => IPAddress.TryParse(asked, out var address) && Network(value).Contains(address),
            "NumericEquals" or "NumericNotEquals" => Number(asked) == Number(value),
            "NumericLessThan" => Number(asked) < Number(value),
            "NumericLessThanEquals" => Number(asked) <= Number(value),
            "NumericGreaterThan" => Number(asked) > Number(value),
            "NumericGreaterThanEquals" => Number(asked) >= Number(value),
            "DateEquals" or "DateNotEquals" => Date(asked) == Date(value),
            "DateLessThan" => Date(asked) < Date(value),
            "DateLessThanEquals" => Date(asked) <= Date(value),
            "DateGreaterThan" => Date(asked) > Date(value),
            "DateGreaterThanEquals" => Date(asked) >= Date(value),
            _ => throw new InvalidOperationException($"There is no operator {Comparison}."),
        };

    private static bool IsArn(string asked, string value)
    {
        var (parts, others) = (value.Split(':', 6), asked.Split(':', 6));
        return parts.Length == 6 && others.Length == 6 && parts.Zip(others).All(pair => Wildcard.Matches(pair.First, pair.Second));
    }

    private static IPNetwork Network(string value) =>
        value.Contains('/', StringComparison.Ordinal)
            ? IPNetwork.Parse(value)
            : new(IPAddress.Parse(value), IPAddress.Parse(value).GetAddressBytes().Length * 8);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset Date(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
