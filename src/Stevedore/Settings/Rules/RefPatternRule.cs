using Stevedore.Planning.Tags;
using Stevedore.Settings.Layers;

namespace Stevedore.Settings.Rules;

internal sealed class RefPatternRule : ISettingRule
{
    public Complaint? Check(string text) => RefRule.Check(text);
}
