using Stevedore.Templates;

namespace Stevedore.Settings.Rules;

/// <summary>The template of a tag.</summary>
internal sealed class TagRule : ISettingRule
{
    public Complaint? Check(string text) =>
        text.Length == 0 ? new("is empty", $"write plain text or {TemplatePlaceholders.Choices}")
        : new ArgumentRule().Check(text) is { } complaint ? complaint
        : text.Any(char.IsWhiteSpace) && !text.Contains('{') ? new($"'{text}' has a space in it", "leave it out")
        : null;
}

/// <summary>The template of a build argument, which has the grammar of a tag's.</summary>
internal sealed class ArgumentRule : ISettingRule
{
    public Complaint? Check(string text) => TemplateParser.Parse(text).Complaint;
}
