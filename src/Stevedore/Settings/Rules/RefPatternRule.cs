using Stevedore.Templates;

namespace Stevedore.Settings.Rules;

internal sealed class RefPatternRule : ISettingRule
{
    public Complaint? Check(string text) => RefRule.Check(text);
}
