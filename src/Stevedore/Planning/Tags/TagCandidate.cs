using Stevedore.Settings;
using Stevedore.Source;
using Stevedore.Templates;

namespace Stevedore.Planning.Tags;

/// <summary>An entry of <c>tags</c>, parsed.</summary>
internal sealed record TagCandidate(TagTemplate Template, RefRule? On)
{
    /// <summary>Whether it is this very name, whatever is built.</summary>
    public bool Is(string? name) => On is null && Template.IsPlainText && Template.Text == name;

    public static TagCandidate Parse(TagSettings settings) =>
        new(TagTemplate.Parse(settings.Tag), settings.On is null ? null : RefRule.Parse(settings.On));

    // The head branch of a pull request from a fork may well be called main.
    public bool Applies(SourceFacts source) => On is null || (!source.IsPullRequest && On.Matches(source));

    /// <summary>What it is filled with: of several git tags only those that its rule is about.</summary>
    public TagValues ValuesOf(TagValues all) => On is null ? all : all with { GitTags = On.Meant(all.GitTags) };

    public string WhyNot(SourceFacts source) =>
        source.IsPullRequest ? "this is a pull request"
        : IsKnown(source) ? $"only on {On}"
        : $"only on {On}, and git cannot be read";

    private bool IsKnown(SourceFacts source) =>
        source.GitRefusal is null || !source.GitTags.IsEmpty || (On!.Kind == RefKind.Branch && source.Branch is not null);
}
