using Stevedore.Settings.Layers;

namespace Stevedore.Settings.Rules;

/// <summary>Which refs a rule is for: <c>branch:</c> or <c>tag:</c> and a glob.</summary>
internal static class RefRule
{
    public static Complaint? Ref(string text)
    {
        var colon = text.IndexOf(':');
        var hint =
            colon < 0 && text.Length > 0
                ? $"write branch:{text} or tag:{text}"
                : "write branch: or tag: and a pattern, such as branch:main or tag:v*";
        return colon > 0 && text[..colon] is "branch" or "tag" && colon + 1 < text.Length && !text.Any(char.IsWhiteSpace)
            ? null
            : new($"'{text}' is not a rule for refs", hint);
    }
}
