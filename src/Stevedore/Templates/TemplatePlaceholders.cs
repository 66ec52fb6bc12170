namespace Stevedore.Templates;

/// <summary>How placeholders are written, for messages.</summary>
internal static class TemplatePlaceholders
{
    private static readonly string[] All = ["{sha}", "{sha:N}", "{branch}", "{tag}", "{version}", "{build}", "{date:FORMAT}", "{base:N}"];
    private static readonly string[] Names = ["sha", "branch", "tag", "version", "build", "date", "base"];

    /// <summary>All of them, in one line.</summary>
    public static string Choices { get; } = string.Join(", ", All);

    /// <summary>A field in its braces, without what is behind its colon.</summary>
    public static string Of(TemplateField? field) => $"{{{field?.ToString().ToLowerInvariant()}}}";

    /// <summary>What is wrong with braces that stand for nothing.</summary>
    /// <param name="content">What is between them.</param>
    /// <param name="name">What is before its colon.</param>
    public static Complaint Unlike(string content, string name)
    {
        var meant = Nearest.Of(name, Names);
        var near = meant is null ? [] : Array.FindAll(All, known => known.StartsWith("{" + meant, StringComparison.Ordinal));
        return (meant == name ? Detail(name) : null) is { } detail
            ? new($"'{{{content}}}' is not a placeholder: {detail}", $"write it like {string.Join(" or ", near)}")
            : new(
                $"'{{{content}}}' is not a placeholder",
                near.Length > 0 ? $"did you mean {string.Join(" or ", near)}?" : $"use one of {Choices}; write {{{{ and }}}} for braces"
            );
    }

    private static string? Detail(string name) =>
        name switch
        {
            "sha" => "N is a number of digits from 1 to 64",
            "base" => "it needs a number of digits from 1 to 64",
            "date" => "it needs a format that .NET can write, such as yyyyMMdd",
            _ => null,
        };
}
