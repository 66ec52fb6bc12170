namespace Stevedore.Settings.Rules;

/// <summary>What a value must satisfy beyond its type.</summary>
/// <param name="Value">For a text, and each text of a list or map; null for nothing.</param>
/// <param name="Key">For the names that a map gives its values; null for nothing.</param>
/// <param name="Choices">All values there are, else empty. The schema offers them.</param>
/// <param name="NeedsItem">Whether a list without items is a fault.</param>
internal sealed record ValueRule(ISettingRule? Value, ISettingRule? Key, ImmutableArray<string> Choices, bool NeedsItem)
{
    public static ValueRule Of(SettingAttribute setting) =>
        new(
            setting.Choices is { } choices ? new ChoiceRule([.. choices]) : Made(setting.Rule),
            Made(setting.KeyRule),
            [.. setting.Choices ?? []],
            setting.NeedsItem
        );

    public static ValueRule OneOf(string choice) => new(new ChoiceRule([choice]), null, [choice], NeedsItem: false);

    private static ISettingRule? Made(Type? rule) => rule is null ? null : (ISettingRule)Activator.CreateInstance(rule)!;

    private sealed class ChoiceRule(ImmutableArray<string> choices) : ISettingRule
    {
        public Complaint? Check(string text) =>
            choices.Contains(text) ? null : new($"{TokenShape.Quoted(text)} is not a choice here", Nearest.Hint(text, choices));
    }
}
