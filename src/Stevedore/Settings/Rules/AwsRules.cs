namespace Stevedore.Settings.Rules;

/// <summary>How AWS writes things.</summary>
internal static class AwsRules
{
    public static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    /// <summary>Two letters (or <c>eusc</c>, the European Sovereign Cloud), words, and a digit, joined by '-'.</summary>
    public static bool IsRegion(string text)
    {
        var parts = text.Split('-');
        return parts.Length >= 3
            && (parts[0].Length == 2 || parts[0] == "eusc")
            && parts[..^1].All(part => part.Length > 0 && part.All(char.IsAsciiLetterLower))
            && parts[^1].Length == 1
            && char.IsAsciiDigit(parts[^1][0]);
    }
}

internal sealed class AccountRule : ISettingRule
{
    public string? Pattern => "^[0-9]{12}$";

    public Complaint? Check(string text) =>
        AwsRules.IsAccount(text) ? null : new($"'{text}' is not an AWS account", "write its 12 digits, in quotes and with leading zeros");
}

internal sealed class RegionRule : ISettingRule
{
    public string? Pattern => "^(?:[a-z]{2}|eusc)(?:-[a-z]+)+-[0-9]$";

    public Complaint? Check(string text) =>
        AwsRules.IsRegion(text) ? null : new($"'{text}' is not an AWS region", "write it like eu-west-1");
}

internal sealed class RoleRule : ISettingRule
{
    public string? Pattern => "^arn:aws[^:*$]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$";

    // A policy would take a wildcard for many roles, and a template a variable for its value.
    public Complaint? Check(string text)
    {
        var parts = text.Split(':');
        var isRole =
            parts is ["arn", ['a', 'w', 's', .. var partition], "iam", "", { } account, ['r', 'o', 'l', 'e', '/', .. { Length: > 0 } name]]
            && AwsRules.IsAccount(account)
            && partition.AsSpan().IndexOfAny("*$") < 0
            && name.All(letter => char.IsAsciiLetterOrDigit(letter) || "+=,.@_/-".Contains(letter));
        return isRole ? null : new($"'{text}' is not the ARN of a role", "write it like arn:aws:iam::111122223333:role/name");
    }
}
