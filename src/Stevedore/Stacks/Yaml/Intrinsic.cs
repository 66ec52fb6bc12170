namespace Stevedore.Stacks.Yaml;

/// <summary>The functions of CloudFormation that templates use.</summary>
internal static class Intrinsic
{
    // Parameters that are ARNs of connections.
    private static readonly string[] Connections = ["Connection", "PullRequestConnection"];

    /// <summary>Stands in a text for the last part of such a parameter.</summary>
    public static string ConnectionId(string parameter) => $"${{{parameter}Id}}";

    public static TemplateNode Ref(string name) => new TemplateText(name) { Tag = "!Ref" };

    /// <summary>A text in which <c>${…}</c> is filled in; the text itself where there is none, and a reference where there is nothing else.</summary>
    public static TemplateNode Sub(string text) =>
        !text.Contains("${", StringComparison.Ordinal) ? text
        : Array.Find(Connections, name => text.Contains(ConnectionId(name), StringComparison.Ordinal)) is { } connection
            ? new TemplateList(text, new TemplateMap { { $"{connection}Id", LastOf(connection) } }) { Tag = "!Sub" }
        : text.StartsWith("${", StringComparison.Ordinal) && text.IndexOf('}', StringComparison.Ordinal) == text.Length - 1
            ? text.Contains('.', StringComparison.Ordinal) ? GetAtt(text[2..^1])
                : Ref(text[2..^1])
        : new TemplateText(text) { Tag = "!Sub" };

    /// <param name="attribute">Such as <c>BuildRole.Arn</c>.</param>
    public static TemplateNode GetAtt(string attribute) => new TemplateText(attribute) { Tag = "!GetAtt" };

    // arn:aws:codeconnections:eu-west-1:111122223333:connection/<id>
    private static TemplateList LastOf(string parameter) =>
        new(1, new TemplateList("/", Ref(parameter)) { Tag = "!Split" }) { Tag = "!Select" };
}
