namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Holds the conditions of a statement against the keys that its actions carry.</summary>
internal static class ConditionCheck
{
    private static readonly string[] Operators =
    [
        "StringEquals",
        "StringNotEquals",
        "StringEqualsIgnoreCase",
        "StringNotEqualsIgnoreCase",
        "StringLike",
        "StringNotLike",
        "NumericEquals",
        "NumericNotEquals",
        "NumericLessThan",
        "NumericLessThanEquals",
        "NumericGreaterThan",
        "NumericGreaterThanEquals",
        "DateEquals",
        "DateNotEquals",
        "DateLessThan",
        "DateLessThanEquals",
        "DateGreaterThan",
        "DateGreaterThanEquals",
        "Bool",
        "IpAddress",
        "NotIpAddress",
        "ArnEquals",
        "ArnLike",
        "ArnNotEquals",
        "ArnNotLike",
        "Null",
    ];

    public static IEnumerable<string> Faults(StatementParts statement)
    {
        foreach (var fault in statement.Conditions.SelectMany(condition => Condition(statement, condition)))
        {
            yield return fault;
        }

        if (!statement.IsDeny && statement.Actions.Contains("iam:PassRole") && !statement.Compares("iam:PassedToService"))
        {
            yield return $"{statement.Path}.Condition: iam:PassRole must say to which service, by iam:PassedToService.";
        }
    }

    private static IEnumerable<string> Condition(StatementParts statement, PolicyCondition condition)
    {
        var (path, key) = ($"{statement.Path}.Condition.{condition.Operator}", condition.Key);
        if (!Operators.Contains(condition.Comparison) || condition.Set is not (null or "ForAnyValue" or "ForAllValues"))
        {
            yield return $"{path}: there is no such operator.";
            yield break;
        }

        if (PolicyModel.TypeOf(key) is not { } type)
        {
            yield return $"{path}: there is no key {key}.";
            yield break;
        }

        if (!Takes(condition.Comparison, type))
        {
            yield return $"{path}: {key} is {type}, which this does not compare.";
        }

        var isSet = type.StartsWith("ArrayOf", StringComparison.Ordinal);
        if (condition.Comparison != "Null" && isSet != condition.Set is not null)
        {
            yield return isSet
                ? $"{path}: {key} has several values; say ForAnyValue or ForAllValues."
                : $"{path}: {key} has one value; say neither ForAnyValue nor ForAllValues.";
        }

        foreach (var action in statement.Actions.Where(action => PolicyModel.Action(action) is { } known && !Knows(known, key)))
        {
            yield return $"{path}: {action} does not know {key}.";
        }
    }

    private static bool Knows(PolicyAction action, string key) =>
        PolicyModel.IsGlobal(key) || action.Keys.Any(known => PolicyModel.IsKey(known, key));

    private static bool Takes(string comparison, string type) =>
        comparison == "Null"
        || type.Replace("ArrayOf", "", StringComparison.Ordinal) switch
        {
            "ARN" => comparison.StartsWith("Arn", StringComparison.Ordinal) || comparison.StartsWith("String", StringComparison.Ordinal),
            "Bool" => comparison == "Bool",
            "Numeric" => comparison.StartsWith("Numeric", StringComparison.Ordinal),
            "Date" => comparison.StartsWith("Date", StringComparison.Ordinal),
            "IPAddress" => comparison.EndsWith("IpAddress", StringComparison.Ordinal),
            _ => comparison.StartsWith("String", StringComparison.Ordinal),
        };
}
