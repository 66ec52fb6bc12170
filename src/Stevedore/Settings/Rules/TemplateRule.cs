using Stevedore.Settings.Layers;

namespace Stevedore.Settings.Rules;

/// <summary>The placeholders of tags and of build arguments.</summary>
internal static class TemplateRule
{
    private const int LongestHash = 64;

    private static readonly string[] Placeholders =
    [
        "{sha}",
        "{sha:N}",
        "{branch}",
        "{tag}",
        "{version}",
        "{build}",
        "{date:FORMAT}",
        "{base:N}",
    ];

    private static readonly string[] Names = ["sha", "branch", "tag", "version", "build", "date", "base"];

    public static Complaint? Tag(string text) =>
        text.Length == 0 ? new("is empty", $"write plain text or {Choices}") : Check(text, isTag: true);

    /// <summary>An argument may hold braces that mean something to the Dockerfile; only what names one of ours is held to its form.</summary>
    public static Complaint? Argument(string text) => Check(text, isTag: false);

    private static string Choices => string.Join(", ", Placeholders);

    private static Complaint? Check(string text, bool isTag)
    {
        for (var open = text.IndexOf('{'); open >= 0; open = text.IndexOf('{', open + 1))
        {
            var close = text.IndexOf('}', open);
            if (close < 0)
            {
                return isTag ? new($"'{text}' has a brace that does not close", $"use {Choices}") : null;
            }

            var complaint = Placeholder(text[(open + 1)..close]);
            if (complaint is not null && (isTag || Names.Contains(text[(open + 1)..close].Split(':')[0])))
            {
                return complaint;
            }
        }

        return isTag && text.Any(char.IsWhiteSpace) && !text.Contains('{') ? new($"'{text}' has a space in it", "leave it out") : null;
    }

    private static Complaint? Placeholder(string body)
    {
        var colon = body.IndexOf(':');
        var (name, form) = colon < 0 ? (body, null) : (body[..colon], body[(colon + 1)..]);
        var isKnown = name switch
        {
            "sha" => form is null || IsLength(form),
            "base" => form is not null && IsLength(form),
            "date" => !string.IsNullOrWhiteSpace(form),
            "branch" or "tag" or "version" or "build" => form is null,
            _ => false,
        };
        if (isKnown)
        {
            return null;
        }

        var meant = Nearest.Of(name, Names);
        var near = meant is null ? [] : Array.FindAll(Placeholders, known => known.StartsWith("{" + meant, StringComparison.Ordinal));
        return new(
            $"'{{{body}}}' is not a placeholder",
            near.Length > 0 ? $"did you mean {string.Join(" or ", near)}?" : $"use one of {Choices}"
        );
    }

    private static bool IsLength(string form) => int.TryParse(form, out var length) && length is > 0 and <= LongestHash;
}
