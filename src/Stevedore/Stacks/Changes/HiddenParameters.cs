using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Changes;

/// <summary>The parameters of a template that are not to be echoed.</summary>
internal static class HiddenParameters
{
    public static bool Has(TemplateMap template, string parameter) =>
        ((template["Parameters"] as TemplateMap)?[parameter] as TemplateMap)?["NoEcho"] is TemplateText { Value: { } value }
        && value.Equals("true", StringComparison.OrdinalIgnoreCase);
}
