using Stevedore.Templates;

namespace Stevedore.Settings.Rules;

internal sealed class RefPatternRule : ISettingRule
{
    public string? Pattern => @"^(?:branch|tag):\S+$";

    public Complaint? Check(string text) => RefRule.Check(text);
}
