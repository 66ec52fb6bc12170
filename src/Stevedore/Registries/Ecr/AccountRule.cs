using Stevedore.Settings;
using Stevedore.Settings.Rules;

namespace Stevedore.Registries.Ecr;

internal sealed class AccountRule : ISettingRule
{
    public string? Pattern => "^[0-9]{12}$";

    public Complaint? Check(string text) =>
        AwsRules.IsAccount(text) ? null : new($"'{text}' is not an AWS account", "write its 12 digits, in quotes and with leading zeros");
}
