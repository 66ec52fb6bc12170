using Stevedore.Settings.Rules;

namespace Stevedore.Settings;

/// <summary>A tag and when it is set.</summary>
/// <param name="Tag">A template: <c>{sha:8}</c>, <c>{branch}</c>, <c>{tag}</c>, <c>{version}</c>, <c>{build}</c>, <c>{date:yyyyMMdd}</c>, <c>{base:8}</c> or plain text.</param>
/// <param name="On">A ref that must be built for it, such as <c>branch:main</c> or <c>tag:v*</c>. Null: always.</param>
public sealed record TagSettings(
    [property: Setting(Rule = typeof(TagRule), IsRequired = true)] string Tag,
    [property: Setting(Rule = typeof(RefPatternRule))] string? On = null
);
