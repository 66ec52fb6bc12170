using Stevedore.Planning.Tags;
using Stevedore.Settings.Layers;

namespace Stevedore.Settings.Rules;

/// <summary>The templates of tags and of build arguments, which have one grammar.</summary>
internal static class TemplateRule
{
    public static Complaint? Tag(string text) =>
        text.Length == 0 ? new("is empty", $"write plain text or {TemplatePlaceholders.Choices}")
        : Argument(text) is { } complaint ? complaint
        : text.Any(char.IsWhiteSpace) && !text.Contains('{') ? new($"'{text}' has a space in it", "leave it out")
        : null;

    public static Complaint? Argument(string text) => TemplateParser.Parse(text).Complaint;
}
